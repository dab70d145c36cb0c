//! Serves on an address, by default `127.0.0.1:8080`, until it is told to stop: `cargo run -- 0.0.0.0:80`.

use std::env;
use std::error::Error;

use scale_batch::Limits;
use scale_batch_service::router;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:8080");
    // More than any real request with its context, and little enough for many at once.
    let limits = Limits {
        bytes: 16 << 20,
        values: 1_000_000,
        ..Limits::default()
    };
    let listener = TcpListener::bind(address).await?;
    println!("POST http://{}/validate", listener.local_addr()?);
    axum::serve(listener, router(limits))
        .with_graceful_shutdown(told_to_stop())
        .await?;
    Ok(())
}

/// Waits until the program is interrupted or, as by a supervisor, terminated. Requests that have begun get their reports.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
