//! Prints whose credentials the AWS SDK for Rust finds by its default chain.
//! It asks until it has seen as many different access keys as its argument says.

use std::collections::HashSet;
use std::error::Error;
use std::time::{Duration, Instant};

use aws_config::BehaviorVersion;
use aws_credential_types::provider::ProvideCredentials;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let wanted: usize = std::env::args().nth(1).ok_or("how many keys?")?.parse()?;
    let end = Instant::now() + Duration::from_secs(60);
    let settings = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let provider = settings.credentials_provider().ok_or("there is no chain")?;
    let client = aws_sdk_sts::Client::new(&settings);
    let mut keys = HashSet::new();
    while Instant::now() < end {
        let identity = client.get_caller_identity().send().await?;
        let credentials = provider.provide_credentials().await?;
        keys.insert(credentials.access_key_id().to_owned());
        if keys.len() >= wanted {
            println!(r#"{{"arn":{:?}}}"#, identity.arn().unwrap_or_default());
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Err(format!("only {} access keys in a minute", keys.len()).into())
}
