/// Which evidence a search takes first, and whether it may make exemptions up.
package enum SearchMode: Hashable, Sendable {
  /// As a check does: what is in the store already, exemptions too, before anything fetched.
  case preferExemptions
  /// As pruning does: fetched audits before exemptions.
  case preferFreshImports
  /// Like ``preferFreshImports``, and where nothing else helps an exemption is widened or made.
  /// Never fails.
  case regenerateExemptions
}
