import MoatModel

/// The lockfile's graph with what the packages' metadata says of its edges: names are numbers, so
/// that resolving features is quick.
struct BuildGraph: Sendable {
  /// A package without metadata, whose every edge and feature counts, has nil.
  let packages: [Package]
  /// The members that are built.
  let members: [Int]
  /// Every condition that some edge has, by its number.
  let conditions: [PlatformCondition]

  /// What a feature turns on, in numbers of its package.
  enum Value: Sendable {
    case feature(Int)
    case dependency(Int)
    /// The name of the other package's feature stays a name: several packages may go by one key.
    case dependencyFeature(Int, String, isWeak: Bool)
  }

  struct Package: Sendable {
    var edges: [Edge] = []
    /// Whether the metadata is known.
    var isKnown = false
    var isProcMacro: Bool?
    var featureNames: [String] = []
    var featureValues: [[Value]] = []
    var featureNumbers: [String: Int] = [:]
    /// The keys of the dependencies, and the edges each stands for.
    var keys: [String] = []
    var edgesByKey: [[Int]] = []
    /// For each key the feature of that name, if there is one.
    var featureOfKey: [Int?] = []
  }

  /// A dependency that leads to a locked package.
  struct Edge: Sendable {
    /// nil where the lockfile has an edge that no dependency of the metadata explains.
    let dependency: PackageMetadata.Dependency?
    let target: Int
    /// A number of ``BuildGraph/conditions``.
    let condition: Int?
    let key: Int?
    /// What it asks of the target's features, its default ones included.
    var features: [Int] = []
    /// What it asks for and the target's metadata does not have.
    var missingFeatures: [String] = []

    var kind: ManifestDependency.Kind? { dependency?.kind }
    var isOptional: Bool { dependency?.isOptional ?? false }
  }
}

/// Why the metadata leaves more than one answer.
package struct MetadataGap: Hashable, Sendable {
  /// The package in the graph whose metadata it is.
  package let package: Int
  package let reason: Reason

  package enum Reason: Hashable, Sendable {
    /// No metadata, and why: all its edges and features count.
    case noMetadata(String)
    /// Only its index line is known: it counts both as a proc macro and as none.
    case kindUnknown
    /// The lockfile has an edge to this package that the metadata does not explain.
    case unexplainedEdge(to: Int)
    /// The metadata asks for a package that the lockfile has no edge to.
    case missingEdge(String)
    /// It asks for a feature that the metadata of the dependency does not have.
    case missingFeature(String, of: Int)
    /// A text that is neither a target nor a `cfg(…)`.
    case unreadableCondition(String)
  }
}
