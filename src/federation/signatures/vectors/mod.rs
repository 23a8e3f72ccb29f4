//! Keys and messages published by others, to be tested against. Each stands here as its authors wrote it.
//!
//! - `mastodon.json`: Mastodon, `spec/requests/signature_verification_spec.rb` (AGPL-3.0), with its public key
//! - `RFC9421_*`: RFC 9421, appendix B (IETF Trust)
//! - `vc-di-eddsa-*`: W3C Data Integrity, cryptosuites of Edwards curves, test vectors (W3C)
//! - `fep-8b32.json`, `FEP521A_*`: FEP-8b32 and FEP-521a, feature files (CC0-1.0)
//! - `jcs/`: cyberphone/json-canonicalization, RFC 8785 test data (Apache-2.0)
//! - `RSA_1024`, `EC_P256`: W3C CCG http-signatures test suite (BSD-3-Clause)

use serde_json::Value;

/// Reads hexadecimal digits.
pub fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub fn mastodon() -> Value {
    json(include_str!("mastodon.json"))
}

pub fn fep_8b32() -> Value {
    json(include_str!("fep-8b32.json"))
}

pub fn vc_di_eddsa() -> Value {
    json(include_str!("vc-di-eddsa-signed.json"))
}

/// Inputs and their canonical forms.
pub const JCS: [(&str, &str); 6] = [
    (include_str!("jcs/arrays.json"), include_str!("jcs/arrays.canonical")),
    (include_str!("jcs/french.json"), include_str!("jcs/french.canonical")),
    (include_str!("jcs/structures.json"), include_str!("jcs/structures.canonical")),
    (include_str!("jcs/unicode.json"), include_str!("jcs/unicode.canonical")),
    (include_str!("jcs/values.json"), include_str!("jcs/values.canonical")),
    (include_str!("jcs/weird.json"), include_str!("jcs/weird.canonical")),
];

pub const RFC9421_RSA: &str = "-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
-----END RSA PUBLIC KEY-----";

pub const RFC9421_RSA_PSS: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----";

pub const RFC9421_ED25519: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----";

pub const EC_P256: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECzolExKXII9hUJvwgKjITyQa1o8S
Pntm8i6LvyaYycMF8rFS/9I3dYWzPryO06EuKZb70BjHCaQqymlg/ijYBw==
-----END PUBLIC KEY-----";

pub const RSA_512: &str = "-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAOsnLARI0dhgZQ2g7eCX5+JWkUDh/6Sa
dyu46+onurp+1o+Dy3KkpCstfpK9fh6hQcJJXVea2A+iSu28lhUHhB0CAwEAAQ==
-----END PUBLIC KEY-----";

pub const RSA_1024: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----";

pub const RSA_EXPONENT_1: &str = "-----BEGIN RSA PUBLIC KEY-----
MIIBCAKCAQEAgOsyGmwhbhIc3Ed0aUhx43RsVF1eXld8j6Yit0swMlvCb5rNpw9P
k/yFE2urht92rGLdY5mRDzKrwTsNOnPrgLp3VlBad8EkCz3Dijeh+ntD7XkpMgbZ
Y/Tl3wd6/bbnWi5oa3UMaGnYTxxJRQXv+yCA9rA3pybrJHAGjRNEGCBvKmU/YDb5
vOSDjW9I0rDSHr2+TT0h0kuFs23DSX4kcaWfuBj8Iz58MjiTKuOCG/R/YoZmM+lK
E+jqsYly90MVz9LV+apuKbL6yKLrswYbkrRba/3vPZcqxZmdnZDhGh1J9rKVczdo
2hg2MiRqAdPD9hLGdIT3HSmCEzVA4hlQNQIBAQ==
-----END RSA PUBLIC KEY-----";

pub const FEP521A_RSA_HEX: &str = "\
    3082010a0282010100b1b5fcd8d4d5e88ca5c4287b31f578865caf6a78826a3b8ff7b1b23aa4af4e6a0474139f945bd9d3a9\
    11ffd0fa72db78e4593a86c91f9da836186ebd3402d51f6a3844247ab5088b46929c311b43604fed84499f06f0f39bf55590\
    e2187f1bbe229ba8f49fd2e570cd0e3733c76bfede80e1e7e0881e4538ea1bc5782be9512f8bf132526e05f4923564fe6e1e\
    21bf7087adebb660fa533fca06d0a8e66991e1312d70b64a61da8ca77c028cdf939601e2cffe2855759b1d479f0847bcac59\
    d7d62427a431d4e3dfd2697428b9dd6309a7b1167db99fe01af1ff1b739566fb949e47089d1dae84aef1214ef7f5773e86a0\
    d3e9da246f9bec09d60c705891183d0203010001";

pub const FEP521A_RSA_MULTIBASE: &str = "\
    z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4\
    cd2Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH\
    1wh5X3kA58H3DFW8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBv\
    cCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i";

/// `Signature-Input`, `Signature` and key of B.2.3 and B.2.6.
pub const RFC9421_REQUESTS: [(&str, &str, &str); 2] = [
    (
        "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \
         \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
        "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrC\
         Ub38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCo\
         C1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fT\
         IztsDZKEgM4cUA==:",
        RFC9421_RSA_PSS,
    ),
    (
        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")\
         ;created=1618884473;keyid=\"test-key-ed25519\"",
        "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
        RFC9421_ED25519,
    ),
];
