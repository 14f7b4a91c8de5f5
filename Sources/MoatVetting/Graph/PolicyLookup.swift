extension [PolicyKey: CratePolicy] {
  /// The policy for a package: that of its crate, or that of its version.
  ///
  /// A store has policies of one kind only for a crate; the reader refuses a mixture.
  package func policy(of name: String, _ version: VetVersion) -> CratePolicy? {
    if isEmpty { return nil }
    return self[PolicyKey(name)] ?? self[PolicyKey(name, version: version)]
  }
}
