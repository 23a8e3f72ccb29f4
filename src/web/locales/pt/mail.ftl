## Letters
mail-invitation-subject = Convite para { $node }
mail-invitation-text = Recebeu um convite para abrir uma conta em { $node }.
mail-invitation-role = Recebeu um convite para { $name } ({ $role }).
mail-invitation-button = Abrir a conta
mail-invitation-note = A ligação vale catorze dias e uma só vez. Se não conhece quem fez o convite, não faça nada.
mail-confirm-subject = Confirme o seu e-mail em { $node }
mail-confirm-text = A conta { $name } de { $node } diz que este e-mail é seu. É verdade?
mail-confirm-button = Sim, é o meu
mail-reset-subject = Uma nova palavra-passe para { $node }
mail-reset-text = Alguém, talvez a própria pessoa que lê isto, pediu uma nova palavra-passe para a conta { $name } de { $node }. A ligação vale uma hora.
mail-unasked = Se não sabe do que se trata, não faça nada: não acontecerá nada.
mail-adhesion-subject = A sua adesão em { $node }
mail-adhesion-text = Em { $node } alguém deu este endereço para aderir ao comunicado «{ $title }», ou para deixar de o fazer. Foi você?
mail-adhesion-button = Sim, ver o comunicado
mail-adhesion-note = Nada conta até abrir a ligação e confirmar. Se não foi você, não faça nada: este endereço não fica guardado.
mail-welcome-subject = Já tem conta em { $node }
mail-welcome-text = Quem cuida de { $node } aceitou a sua conta, { $name }. Entre com a palavra-passe que escolheu.
mail-declined-subject = O seu pedido de conta em { $node }
mail-declined-text = Quem cuida de { $node } não abre a conta que pediu. O que escreveu no pedido já foi apagado. Para ler não é precisa conta.
mail-notices-subject =
    { $n ->
        [one] Um aviso de { $node }
       *[other] { $n } avisos de { $node }
    }
mail-notices-note = Recebe-o porque assim escolheu. Muda-se em { $href }
mail-digest-subject = As novidades dos territórios que segue, de { $node }
mail-digest-note = É o resumo que pediu. Muda-se em { $href }
mail-unsubscribe = Não receber mais e-mails como este
mail-test-subject = E-mail de teste de { $node }
mail-test-text = Se lê isto, o nó consegue enviar e-mails.
mail-test-button = Ir para o nó

## Mail, seen from the administration
admin-mail = E-mail
mail-through = O e-mail sai por { $host }.
mail-none = Este nó não envia e-mails. Não é preciso: convites e novas palavras-passe vão por ligações que se copiam. Para ativar o envio, diga que servidor leva as suas mensagens.
mail-try = Testar
mail-to = Enviar para
mail-send = Enviar um teste
mail-not-taken = O servidor de e-mail não a aceitou. Disse isto:
mail-letters = As mensagens
mail-letters-about = É assim que chegam, sem imagens nem rastreadores.
mail-as-text = Como texto
mail-kind-invitation = Convite
mail-kind-welcome = Conta aceite
mail-kind-declined = Conta não aceite
mail-kind-confirm = Confirmação do e-mail
mail-kind-adhesion = Adesão a um comunicado
mail-kind-reset = Nova palavra-passe
mail-kind-notices = Avisos
mail-kind-digest = Resumo
mail-kind-test = Teste
invitation-email = Enviar também por e-mail (opcional)
invitation-email-hint = O endereço usa-se uma vez e não se guarda.
forgot-title = Esqueci-me da palavra-passe
forgot-lead = Enviamos-lhe uma ligação se a sua conta tiver um e-mail confirmado.
forgot-send = Enviar a ligação
forgot-sent = Se a conta existe e tem um e-mail confirmado, a ligação vai a caminho. Vale uma hora.
forgot-else = Se não chegar nada, peça uma ligação a quem administra o nó.
unsubscribe-title = Deixar de receber e-mails
unsubscribe-lead = Um clique, e não receberá mais e-mails deste tipo.
unsubscribe-done = Feito. Não receberá mais.
mail-kind-moved = Aviso ao e-mail anterior
mail-moved-subject = O seu e-mail em { $node } mudou
mail-moved-text = A conta { $name } de { $node } já não usa este e-mail.
mail-moved-button = Ver a segurança da conta
mail-moved-note = Se não fez esta mudança, fale já com quem administra o nó.
