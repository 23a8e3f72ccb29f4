//! Rules about domains, as those who run the node keep them, and as the node shows them to everybody.

use crate::api::answer::{Answer, InPath, ListAnswer, Listed};
use crate::api::entities::{AdminDomainBlock, At, DomainBlock};
use crate::api::error::ApiError;
use crate::api::paging;
use crate::api::params::Params;
use crate::api::session::Caller;
use crate::app::App;
use crate::domain::moderation::{DomainRule, Severity, Terms};
use crate::node::moderation::{Moderator, domains};
use crate::store::domain_rules as store;
use aws_lc_rs::digest;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

/// `GET /api/v1/admin/domain_blocks`
pub async fn list(State(app): State<App>, caller: Caller, params: Params) -> ListAnswer<AdminDomainBlock> {
    caller.administrator("admin:read:domain_blocks")?;
    let page = paging::page(&params, 100, 200);
    let rows = store::list(&mut app.db.read().await?, &page).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    Ok(Listed::page(&app, &params, &page, &ids, rows.into_iter().map(entity).collect()))
}

/// `GET /api/v1/admin/domain_blocks/:id`
pub async fn show(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<AdminDomainBlock> {
    caller.administrator("admin:read:domain_blocks")?;
    let rule = store::find(&mut app.db.read().await?, id).await?.ok_or_else(ApiError::not_found)?;
    Ok(Json(entity(rule)))
}

/// `POST /api/v1/admin/domain_blocks`
pub async fn create(State(app): State<App>, caller: Caller, params: Params) -> Answer<AdminDomainBlock> {
    let by = Moderator::of(caller.administrator("admin:write:domain_blocks")?)?;
    let domain = params.required("domain")?;
    let terms = terms(&params, Terms::of(Severity::Silence))?;
    Ok(Json(entity(domains::rule(&app, &by, domain, terms).await?)))
}

/// `PUT /api/v1/admin/domain_blocks/:id`
pub async fn update(
    State(app): State<App>,
    caller: Caller,
    InPath(id): InPath,
    params: Params,
) -> Answer<AdminDomainBlock> {
    let by = Moderator::of(caller.administrator("admin:write:domain_blocks")?)?;
    let rule = store::find(&mut app.db.read().await?, id).await?.ok_or_else(ApiError::not_found)?;
    let terms = terms(&params, rule.terms)?;
    Ok(Json(entity(domains::rule(&app, &by, &rule.domain, terms).await?)))
}

/// `DELETE /api/v1/admin/domain_blocks/:id`
pub async fn delete(State(app): State<App>, caller: Caller, InPath(id): InPath) -> Answer<Value> {
    let by = Moderator::of(caller.administrator("admin:write:domain_blocks")?)?;
    domains::lift(&app, &by, id).await?;
    Ok(Json(json!({})))
}

/// `GET /api/v1/instance/domain_blocks`: what the node says of its rules to everybody. A rule without a public comment
/// is nobody else's business.
pub async fn public(State(app): State<App>) -> ListAnswer<DomainBlock> {
    let rules = store::all(&mut app.db.read().await?).await?;
    let open = rules
        .into_iter()
        .filter(|r| !r.terms.public_comment.is_empty() && r.terms.severity != Severity::Noop);
    Ok(Listed::whole(open.map(shown).collect()))
}

/// What the parameters say, over what was said before.
fn terms(params: &Params, before: Terms) -> Result<Terms, ApiError> {
    let severity = match params.filled("severity") {
        Some(word) => Severity::parse(word).ok_or_else(|| ApiError::wrong("severity"))?,
        None => before.severity,
    };
    let text = |name: &str, old: String| params.text(name).map_or(old, str::to_owned);
    Ok(Terms {
        severity,
        reject_media: params.flag("reject_media").unwrap_or(before.reject_media),
        reject_reports: params.flag("reject_reports").unwrap_or(before.reject_reports),
        private_comment: text("private_comment", before.private_comment),
        public_comment: text("public_comment", before.public_comment),
        obfuscate: params.flag("obfuscate").unwrap_or(before.obfuscate),
    })
}

fn entity(rule: DomainRule) -> AdminDomainBlock {
    AdminDomainBlock {
        id: rule.id.into(),
        digest: digest_of(&rule.domain),
        domain: rule.domain,
        created_at: At(rule.created_at),
        severity: rule.terms.severity.as_str(),
        reject_media: rule.terms.reject_media,
        reject_reports: rule.terms.reject_reports,
        private_comment: rule.terms.private_comment,
        public_comment: rule.terms.public_comment,
        obfuscate: rule.terms.obfuscate,
    }
}

fn shown(rule: DomainRule) -> DomainBlock {
    DomainBlock {
        domain: rule.shown_domain(),
        digest: digest_of(&rule.domain),
        severity: rule.terms.severity.as_str(),
        comment: rule.terms.public_comment,
    }
}

/// SHA-256 in hexadecimal digits: who knows the domain can tell that it is meant.
fn digest_of(domain: &str) -> String {
    let digest = digest::digest(&digest::SHA256, domain.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
