package import MoatModel
package import MoatSyntax

/// Why one of Cargo's documents was refused as a whole.
package struct DocumentError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case syntax(TOMLError)
    case conflictMarkers
    case missing(key: String, in: String)
    case wrongType(key: String, expected: String, found: String)
    case malformedVersion(String)
    case malformedSource(String)
    case malformedDependency(String)
    case malformedRequirement(String)
    case unknownLockfileVersion(Int64)
    case tooManyPackages(limit: Int)
  }

  package let reason: Reason
  package let path: String
  package let span: SourceSpan

  package init(_ reason: Reason, path: String, span: SourceSpan) {
    self.reason = reason
    self.path = path
    self.span = span
  }

  /// A lowercase phrase that completes "`FILE` is refused: …".
  package var message: String {
    switch reason {
    case .syntax(let error): error.message
    case .conflictMarkers: "it holds merge conflict markers"
    case .missing(let key, let place): "\(place) has no `\(key)`"
    case .wrongType(let key, let expected, let found):
      "`\(key)` must be \(expected), but is \(found)"
    case .malformedVersion(let text): "`\(text)` is not a version"
    case .malformedSource(let text): "`\(text)` is not a package source"
    case .malformedDependency(let text): "`\(text)` is not a dependency"
    case .malformedRequirement(let text): "`\(text)` is not a version requirement"
    case .unknownLockfileVersion(let version): "lockfile version \(version) is not known"
    case .tooManyPackages(let limit): "it lists more than \(limit) packages"
    }
  }
}
