-- Keys of people's own devices that open their accounts (WebAuthn). What lies here is the public half with what the last
-- sign-in said; the private half never leaves the device.
create table passkey (
    credential_id text primary key not null,     -- as the device names it, base64url
    person_id bigint not null references person (id) on delete cascade,
    handle text not null,                        -- by what devices know the account; random, the same for all its keys
    name text not null,                          -- what its owner calls it
    public_key text not null,                    -- JSON
    created_at timestamptz not null,
    used_at timestamptz
);
create index passkey_person on passkey (person_id);
