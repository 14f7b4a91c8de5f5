package import MoatFindings
import MoatModel

extension LockedWorkspace {
  /// ``paths(to:)`` as names, for people.
  package func dependencyPaths(to index: Int) -> [DependencyPath] {
    paths(to: index).map { way in
      DependencyPath(
        way.map { graph.packages[$0].name },
        localCount: way.prefix { graph.packages[$0].isLocal }.count)
    }
  }

  /// What a finding about one package is about.
  package func subject(_ index: Int) -> Subject {
    Subject(package: graph.packages[index].identity, reach: reach[index])
  }
}

extension [LockedPackage] {
  /// `serde 1.0.0, syn 2.0.0`: sorted, at most eight, then how many more.
  package var listed: String {
    let shown = sorted { $0.identity < $1.identity }.prefix(8).map(\.identity.description).joined(
      separator: ", ")
    return count > 8 ? "\(shown) and \(count - 8) more" : shown
  }
}
