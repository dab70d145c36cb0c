#![no_main]

scale_batch_fuzz::libfuzzer!("fixes");
