/// Names of crates that many projects use, which others imitate.
package struct PopularNames: Sendable {
  private let names: Set<String>

  package init(_ names: some Sequence<String>) { self.names = Set(names) }

  /// Whether the name itself is a known one, as it is spelt.
  package func contains(_ name: String) -> Bool { names.contains(name) }

  package static let standard = PopularNames([])
}
