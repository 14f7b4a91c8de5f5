/// What is read at most. Repositories of proofs are written by strangers.
package enum CrevLimit {
  /// Of a file, in bytes. The largest known has 1 MB; cargo-crev starts a new one each month.
  package static let file = 8 << 20
  /// Of a proof's body, in bytes: cargo-crev's own limit.
  package static let body = 32_000
  /// Of a signature, in bytes: cargo-crev's own limit. One has 86.
  package static let signature = 2_000
  /// In one file, so that a file of empty proofs is not as many values.
  package static let proofs = 20_000
  /// The longest way through a web of trust; more than anyone sets.
  package static let depth = 1_000
  /// How deep folders of a source tree may be: deeper than archives may have.
  package static let folders = 256
}
