//! ACC: accounts and what can be learnt or guessed about them.

use crate::world::World;
use federation_tests::browser::Browser;
use federation_tests::net::Net;

/// ACC-04: who asks for a new password learns nothing about who has an account.
#[tokio::test]
async fn a_forgotten_password_tells_nobody_who_has_an_account() {
    let with_mail = Net::founding(&["valmar"]).with("mail.host", "127.0.0.1").with("mail.port", "9");
    let world = World::of(with_mail.with("mail.security", "none")).await;
    let node = world.node();
    let visitor = Browser::at(node);
    let mut pages = Vec::new();
    for login in ["ana", "nadie", "ana@valmar.example", "nadie@valmar.example"] {
        let page = visitor.sends("/forgot", &[("login", login)]).await;
        pages.push((page.status, page.html.replace(login, "X")));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "ACC-04: {pages:?}");
}

/// ACC-15: in an open session the old password cannot be guessed for long either.
#[tokio::test]
async fn the_old_password_is_asked_for_only_so_often() {
    let world = World::new().await;
    let ana = Browser::signs_in(world.node(), "ana").await;
    let mut refused = 0;
    for n in 0..40 {
        let old = format!("tal vez {n}");
        let fields =
            [("old", old.as_str()), ("password", "otra frase muy larga"), ("again", "otra frase muy larga")];
        let page = ana.sends("/settings/security/password", &fields).await;
        assert!(page.status.is_client_error(), "ACC-15: {}", page.status);
        refused += usize::from(page.status.as_u16() == 429 || page.says("Demasiados intentos"));
    }
    assert!(refused >= 20, "ACC-15: {refused} of 40 were not tried");
}
