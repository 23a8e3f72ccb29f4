## Letters
mail-invitation-subject = Convite para { $node }
mail-invitation-text = Foi convidado a abrir uma conta em { $node }.
mail-invitation-role = Foi convidado para { $name } ({ $role }).
mail-invitation-button = Abrir a conta
mail-invitation-note = A ligação vale catorze dias e uma só vez. Se não conhece quem o convida, não faça nada.
mail-confirm-subject = Confirme o seu correio em { $node }
mail-confirm-text = A conta { $name } de { $node } diz que este correio é seu. É verdade?
mail-confirm-button = Sim, é o meu
mail-reset-subject = Uma nova palavra-passe para { $node }
mail-reset-text = Alguém, talvez você, pediu uma nova palavra-passe para a conta { $name } de { $node }. A ligação vale uma hora.
mail-unasked = Se não sabe do que se trata, não faça nada: não acontecerá nada.
mail-notices-subject =
    { $n ->
        [one] Um aviso de { $node }
       *[other] { $n } avisos de { $node }
    }
mail-notices-note = Recebe-o porque assim escolheu. Muda-se em { $href }
mail-digest-subject = As novidades dos territórios que segue, de { $node }
mail-digest-note = É o resumo que pediu. Muda-se em { $href }
mail-unsubscribe = Não receber mais correios como este
mail-test-subject = Teste de correio de { $node }
mail-test-text = Se lê isto, o nó pode enviar correio.
mail-test-button = Ir para o nó

## Mail, seen from the administration
admin-mail = Correio
mail-through = O correio sai por { $host }.
mail-none = Este nó não envia correio. Não é preciso: convites e palavras-passe vão por ligações que se copiam. Para o ativar, diga que servidor recebe as suas cartas.
mail-try = Testar
mail-to = Enviar para
mail-send = Enviar um teste
mail-not-taken = O servidor de correio não o aceitou. Disse isto:
mail-letters = As cartas
mail-letters-about = Assim as vê quem as recebe, sem imagens nem rastreadores.
mail-as-text = Como texto
mail-kind-invitation = Convite
mail-kind-confirm = Confirmação do correio
mail-kind-reset = Nova palavra-passe
mail-kind-notices = Avisos
mail-kind-digest = Resumo
mail-kind-test = Teste
invitation-email = Enviar também por correio (opcional)
invitation-email-hint = O endereço usa-se uma vez e não se guarda.
forgot-title = Esqueci-me da palavra-passe
forgot-lead = Enviamos-lhe uma ligação se a sua conta tiver um correio confirmado.
forgot-send = Enviar a ligação
forgot-sent = Se a conta existe e tem um correio confirmado, a ligação vai a caminho. Vale uma hora.
forgot-else = Se não chegar nada, peça uma ligação a quem administra o nó.
unsubscribe-title = Deixar de receber correios
unsubscribe-lead = Um clique e não chegarão mais deste tipo.
unsubscribe-done = Feito. Não receberá mais.
mail-kind-moved = Aviso ao correio anterior
mail-moved-subject = O seu correio em { $node } mudou
mail-moved-text = A conta { $name } de { $node } já não usa este correio.
mail-moved-button = Ver a segurança da conta
mail-moved-note = Se não foi você, fale já com quem administra o nó.
