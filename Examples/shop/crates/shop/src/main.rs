//! Prints the prices of the articles named on the command line.

use anyhow::Context;
use bytes::BytesMut;
use serde::Serialize;
use shop_macros::Article;
use url::Url;

lazy_static::lazy_static! {
    static ref CATALOGUE: Url = Url::parse("https://shop.example/articles/").unwrap();
}

#[derive(Article, Serialize)]
struct Offer {
    name: String,
    cents: u64,
}

fn main() -> anyhow::Result<()> {
    let mut output = BytesMut::new();
    for name in std::env::args().skip(1) {
        let page = CATALOGUE.join(&name)?;
        let cents = price_list::lookup(page.as_str()).with_context(|| format!("no price for {name}"))?;
        let offer = Offer { name, cents };
        output.extend_from_slice(serde_json::to_string(&offer)?.as_bytes());
        output.extend_from_slice(b"\n");
    }
    print!("{}", String::from_utf8_lossy(&output));
    Ok(())
}
