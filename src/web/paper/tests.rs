//! The file as other programs read it: `pdfinfo` and `pdftotext` of Poppler.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::domain::content::Content;
use crate::domain::publication::{Kind, Translation, TranslationState};
use crate::domain::visibility::Visibility;
use crate::node::publish;
use crate::web::testing::TestSite;
use http::{Request, StatusCode};

fn read_by(program: &str, more: &[&str], file: &[u8]) -> String {
    let mut command = Command::new(program);
    command.args(more).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}"));
    child.stdin.take().unwrap().write_all(file).unwrap();
    String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned()
}

#[tokio::test]
async fn a_communique_on_paper_is_tagged_and_says_everything_in_every_language() {
    let site = TestSite::new().await;
    let mut content = Content::new(Kind::Communique, Visibility::Public, "es");
    content.title = Some("A la OIM".into());
    content.body = "Pedimos recursos para la acogida. ".repeat(120);
    content.translations = vec![Translation {
        language: "ar".into(),
        title: Some("إلى المنظمة الدولية".into()),
        summary: None,
        body: "نطلب موارد كافية (Valmar 2026) حتى يُسمع صوت المدن.".into(),
        html: String::new(),
        state: TranslationState::Human,
    }];
    let text = publish::publish(&site.app, &site.ana, content).await.unwrap();
    let file = site.bytes(Request::get(format!("/signatures/{}.pdf", text.id))).await;
    let about = read_by("pdfinfo", &["-"], &file);
    for line in ["Title:           A la OIM", "Tagged:          yes", "Pages:           2"] {
        assert!(about.contains(line), "{about}");
    }
    let structure = read_by("pdfinfo", &["-struct", "-"], &file);
    assert!(structure.contains("H1") && structure.contains("H2"), "{structure}");
    let words = read_by("pdftotext", &["-", "-"], &file);
    for said in
        ["Pedimos recursos para la acogida.", "Ayuntamiento de Valmar", "كافية", "Valmar 2026", "sha-256"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    let raw = String::from_utf8_lossy(&file);
    assert!(raw.contains("/Lang") && raw.contains("(ar)"), "each part says its language");
    let call = site.publishes(Kind::Call, "Venid", Visibility::Public).await;
    let none = site.get(&format!("/signatures/{}.pdf", call.id)).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "only what is signed");
}

#[tokio::test]
async fn lists_keep_their_numbers_on_paper_and_letters_the_typeface_lacks_become_question_marks() {
    let site = TestSite::new().await;
    let mut content = Content::new(Kind::Communique, Visibility::Public, "es");
    content.title = Some("Acogida 🌍 你好".into());
    let long = "ñ".repeat(7_000);
    content.body = format!(
        "Familia 👩\u{200d}👧 y\tzona {long} fin.\n\nPedimos:\n\n4. techo\n5. escuela\n\n- hoy\n\n- siempre"
    );
    let text = publish::publish(&site.app, &site.ana, content).await.unwrap();
    let file = site.bytes(Request::get(format!("/signatures/{}.pdf", text.id))).await;
    let words = read_by("pdftotext", &["-", "-"], &file);
    for said in ["Acogida ? ??", "Familia ?", "zona", "fin.", "4. techo", "5. escuela", "• hoy", "• siempre"]
    {
        assert!(words.contains(said), "{said}: {}", words.replace('ñ', ""));
    }
}
