/// The version that `--version`, SARIF, caches and servers are told.
package enum MoatVersion {
  package static let current = "0.1.0"

  /// How Moat names itself to servers. crates.io refuses callers that do not
  /// (https://crates.io/data-access).
  package static let userAgent = "cargo-moat/\(current) (supply-chain checks for Cargo projects)"
}
