/// How one package of a graph needs another: any of three ways.
package struct DependencyKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Compiled into it, or run by it as a proc macro.
  package static let normal = DependencyKinds(rawValue: 1)
  /// For its build script.
  package static let build = DependencyKinds(rawValue: 2)
  /// For its tests, examples and benchmarks.
  package static let development = DependencyKinds(rawValue: 4)
}
