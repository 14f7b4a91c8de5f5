/// The criteria of one namespace, built-in and its own, with everything that each implies.
///
/// `safe-to-run` has index 0, `safe-to-deploy` 1, the others follow in the order of their names.
package struct CriteriaTable: Sendable {
  /// By index.
  package let names: [String]
  /// By index: the criterion and all that it implies, directly or not.
  package let closures: [CriteriaSet]
  private let indices: [String: Int]

  /// Only the built-in criteria.
  package static let builtIn = CriteriaTable()

  private init() {
    names = BuiltInCriteria.names
    closures = [CriteriaSet(bits: 0b01), CriteriaSet(bits: 0b11)]
    indices = [BuiltInCriteria.safeToRun: 0, BuiltInCriteria.safeToDeploy: 1]
  }

  /// - Throws: ``CriteriaError`` for definitions that no table can hold; cargo-vet panics on them.
  package init(_ definitions: [String: CriteriaDefinition]) throws(CriteriaError) {
    let own = StoreOrder.keys(definitions)
    if let taken = own.first(where: BuiltInCriteria.names.contains) {
      throw .shadowsBuiltIn(taken)
    }
    let names = BuiltInCriteria.names + own
    guard names.count <= CriteriaSet.limit else {
      throw .tooMany(count: own.count, limit: CriteriaSet.limit - BuiltInCriteria.names.count)
    }
    var indices: [String: Int] = [:]
    for (index, name) in names.enumerated() { indices[name] = index }
    var direct = [CriteriaSet](repeating: .empty, count: names.count)
    direct[1] = CriteriaSet(index: 0)
    for (index, name) in names.enumerated() {
      for implied in definitions[name]?.implies ?? [] {
        guard let other = indices[implied] else { throw .unknownImplied(implied, by: name) }
        direct[index].formUnion(CriteriaSet(index: other))
      }
    }
    var closures: [CriteriaSet] = []
    for index in names.indices {
      let implied = Self.reach(from: index, over: direct)
      if implied.contains(index) { throw .impliesItself(names[index]) }
      closures.append(implied.union(CriteriaSet(index: index)))
    }
    self.names = names
    self.closures = closures
    self.indices = indices
  }

  /// Everything that one criterion implies; itself only when it lies on a circle.
  private static func reach(from start: Int, over direct: [CriteriaSet]) -> CriteriaSet {
    var reached = CriteriaSet.empty
    var frontier = direct[start]
    while !frontier.isEmpty {
      reached.formUnion(frontier)
      var next = CriteriaSet.empty
      for index in frontier.indices { next.formUnion(direct[index]) }
      frontier = next.subtracting(reached)
    }
    return reached
  }

  package var count: Int { names.count }

  /// The index of a criterion; nil for a name that is not of this table.
  package func index(of name: String) -> Int? { indices[name] }

  package func contains(_ name: String) -> Bool { indices[name] != nil }

  /// A criterion with all that it implies; nil for a name that is not of this table.
  package func closure(of name: String) -> CriteriaSet? { indices[name].map { closures[$0] } }

  /// What a list of names amounts to. Names that are not of this table add nothing: a store that was
  /// read holds none, and a foreign list has been rid of them.
  package func set(_ names: some Sequence<String>) -> CriteriaSet {
    var result = CriteriaSet.empty
    for name in names {
      if let index = indices[name] { result.formUnion(closures[index]) }
    }
    return result
  }

  /// Every criterion of the table.
  package var all: CriteriaSet {
    var result = CriteriaSet.empty
    for closure in closures { result.formUnion(closure) }
    return result
  }

  /// The indices of a set that no other member implies, ascending.
  package func minimalIndices(_ set: CriteriaSet) -> [Int] {
    let members = set.indices.filter { $0 < count }
    return members.filter { index in
      !members.contains { $0 != index && closures[$0].contains(index) }
    }
  }

  /// The shortest list of names that amounts to a set, in the order of the table.
  package func minimalNames(_ set: CriteriaSet) -> [String] {
    minimalIndices(set).map { names[$0] }
  }

  /// The other criteria that imply one, ascending.
  package func indicesImplying(_ index: Int) -> [Int] {
    closures.indices.filter { $0 != index && closures[$0].contains(index) }
  }
}

/// Why definitions of criteria make no table.
package enum CriteriaError: Error, Hashable, Sendable {
  /// A definition of `safe-to-run` or `safe-to-deploy`.
  case shadowsBuiltIn(String)
  /// More than the limit, the built-in ones not counted.
  case tooMany(count: Int, limit: Int)
  case unknownImplied(String, by: String)
  /// Directly or in a circle.
  case impliesItself(String)

  /// A lowercase phrase for the user.
  package var message: String {
    switch self {
    case .shadowsBuiltIn(let name): "`\(name)` is built in and cannot be defined"
    case .tooMany(let count, let limit):
      "\(count) criteria are defined, and no more than \(limit) can be"
    case .unknownImplied(let name, let by): "`\(by)` implies `\(name)`, which is not defined"
    case .impliesItself(let name): "the criterion `\(name)` implies itself"
    }
  }

  /// What to do.
  package var help: String {
    switch self {
    case .shadowsBuiltIn: "give it another name"
    case .tooMany: "drop those that no audit needs"
    case .unknownImplied: "define it, or take it out of `implies`"
    case .impliesItself: "take it out of the `implies` that leads back to it"
    }
  }
}
