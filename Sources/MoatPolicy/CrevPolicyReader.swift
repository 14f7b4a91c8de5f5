import MoatCrev
import MoatModel
import MoatSyntax

/// Reads `[vet.crev]` of a document that ``SchemaCheck`` has passed.
struct CrevPolicyReader {
  let source: SourceText

  /// - Parameter resolvingPath: turns a path as the file writes it into one from the current folder.
  func policy(
    _ table: TOMLTable?, resolvingPath: (String) -> String
  ) throws(PolicyError) -> CrevPolicy {
    var policy = CrevPolicy()
    guard let table else { return policy }
    for element in table["ids"]?.array.map(Array.init) ?? [] {
      guard let text = element.string else { continue }
      guard let id = CrevID(parsing: text) else {
        throw PolicyError(.notACrevID(text), source: source, span: element.span)
      }
      policy.ids.append(id)
    }
    policy.repositories = (table["repositories"]?.array?.compactMap(\.string) ?? []).map(
      resolvingPath)
    if let level = (table["trust"]?.string).flatMap({ CrevTrust(name: $0) }) {
      policy.trust = level
    }
    if let level = (table["rating"]?.string).flatMap({ CrevRating(name: $0) }) {
      policy.rating = level
    }
    if let level = (table["thoroughness"]?.string).flatMap({ CrevLevel(name: $0) }) {
      policy.thoroughness = level
    }
    if let level = (table["understanding"]?.string).flatMap({ CrevLevel(name: $0) }) {
      policy.understanding = level
    }
    if let count = table["redundancy"]?.integer { policy.redundancy = Int(clamping: count) }
    if let depth = table["depth"]?.integer { policy.depth = Int(clamping: depth) }
    policy.countsAgents = table["agents"]?.boolean
    return policy
  }
}
