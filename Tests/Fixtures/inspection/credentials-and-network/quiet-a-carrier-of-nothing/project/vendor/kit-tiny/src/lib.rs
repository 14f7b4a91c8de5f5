pub fn digest(bytes: &[u8]) -> u64 { bytes.iter().map(|byte| u64::from(*byte)).sum() }
