import MoatCargo
package import MoatVetting

/// Which graph is decided over, as the flags of cargo-vet choose it.
package struct VetGraphChoice: Sendable {
  /// The features that are on; nil for all of them, as cargo-vet has it by default.
  package var features: Features?
  /// What `--filter-graph` names, all at once.
  package var filters: [GraphFilter] = []
  /// Whether packages that are not from crates.io get what their manifests say of themselves.
  package var describes = false

  package init() {}

  /// What Cargo is told with `--features` and `--no-default-features`.
  package struct Features: Hashable, Sendable {
    package var names: [String]
    package var usesDefault: Bool

    package init(names: [String], usesDefault: Bool) {
      self.names = names
      self.usesDefault = usesDefault
    }
  }

  /// The build that has the graph of `cargo metadata` with these features: every platform, tests too.
  var selection: BuildSelection? {
    features.map { BuildSelection(features: $0.names, usesDefaultFeatures: $0.usesDefault) }
  }
}
