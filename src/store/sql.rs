//! Five macros that run one SQL text on whichever engine the transaction is of.
//!
//! `run!` answers the rows touched, `maybe!` an `Option`, `all!` a `Vec`, `value!` one scalar, `build!` runs a
//! `QueryBuilder` filled by a closure-like block for filters and multi-row values. SQL first, arguments after.

/// Runs the same expression for the engine at hand; `$c` is its connection.
macro_rules! each {
    ($tx:expr, $c:ident => $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite($c) => {
                let $c = &mut **$c;
                $body
            }
            $crate::store::Tx::Postgres($c) => {
                let $c = &mut **$c;
                $body
            }
        }
    };
}

/// Runs a statement; answers how many rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::sql::each!($tx, c => sqlx::query($sql)$(.bind($arg))*.execute(c).await.map(|done| done.rows_affected()))
    };
}

/// Runs a query for at most one row.
macro_rules! maybe {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::sql::each!($tx, c => sqlx::query_as($sql)$(.bind($arg))*.fetch_optional(c).await)
    };
}

/// Runs a query for all its rows.
macro_rules! all {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::sql::each!($tx, c => sqlx::query_as($sql)$(.bind($arg))*.fetch_all(c).await)
    };
}

/// Runs a query for one scalar.
macro_rules! value {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::store::sql::each!($tx, c => sqlx::query_scalar($sql)$(.bind($arg))*.fetch_one(c).await)
    };
}

/// Fills a `QueryBuilder` named `$b` for the engine at hand, then runs it: `rows` → `Vec`, `run` → rows touched.
macro_rules! build {
    ($tx:expr, $sql:expr, rows, |$b:ident| $fill:block) => {
        $crate::store::sql::each!($tx, c => {
            let mut $b = sqlx::QueryBuilder::new($sql);
            $fill;
            $b.build_query_as().fetch_all(c).await
        })
    };
    ($tx:expr, $sql:expr, run, |$b:ident| $fill:block) => {
        $crate::store::sql::each!($tx, c => {
            let mut $b = sqlx::QueryBuilder::new($sql);
            $fill;
            $b.build().execute(c).await.map(|done| done.rows_affected())
        })
    };
}

pub(crate) use {all, build, each, maybe, run, value};

/// How many rows one multi-row statement takes, for `columns` columns: below the engines' limits on parameters.
pub fn rows_per_statement(columns: usize) -> usize {
    (30_000 / columns).max(1)
}
