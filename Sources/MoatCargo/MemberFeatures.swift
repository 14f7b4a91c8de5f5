/// What the flags of a build ask of each member.
///
/// Cargo reads `--features` in two ways
/// (https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-version-2-command-line-flags):
/// with resolver 2 or 3, and in a virtual workspace, the flags count for every member that is built;
/// with resolver 1 for the root package, and others get only what `member/feature` names.
struct MemberFeatures {
  /// A member and what is turned on in it.
  typealias Request = (member: Int, values: [BuildGraph.Value])

  private let graph: BuildGraph
  private let name: (Int) -> String
  private let selection: BuildSelection
  private let features: [FeatureValue]

  /// - Parameter name: the name of a package.
  init(
    _ selection: BuildSelection, _ graph: BuildGraph, name: @escaping (Int) -> String
  ) throws(BuildSelectionFailure) {
    self.graph = graph
    self.name = name
    self.selection = selection
    var features: [FeatureValue] = []
    for text in selection.features {
      for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
        let value = FeatureValue(String(word))
        switch value {
        case .feature: break
        case .dependencyFeature(_, let feature, _) where !feature.contains("/"): break
        default: throw .malformedFeature(String(word))
        }
        features.append(value)
      }
    }
    self.features = features
  }

  /// For every member alike.
  func forAll(_ members: [Int]) throws(BuildSelectionFailure) -> [Request] {
    var found: Set<FeatureValue> = []
    var requests: [Request] = []
    for member in members {
      var values = flags(member, usesDefault: selection.usesDefaultFeatures)
      for feature in features {
        guard let value = value(of: feature, in: member) else { continue }
        found.insert(feature)
        values.append(value)
      }
      requests.append((member, values))
    }
    for feature in features where !found.contains(feature) && members.allSatisfy(isKnown) {
      throw .unknownFeature(feature.description)
    }
    return requests
  }

  /// For the root package, which counts even where it is not built itself.
  func forRoot(_ root: Int, _ members: [Int]) throws(BuildSelectionFailure) -> [Request] {
    var own: [FeatureValue] = []
    var others: [Int: [BuildGraph.Value]] = [:]
    for feature in features {
      if case .dependencyFeature(let key, let inner, _) = feature,
        let member = members.first(where: { $0 != root && name($0) == key })
      {
        guard let value = value(of: .feature(inner), in: member) else {
          if !isKnown(member) { continue }
          throw .unknownFeature(feature.description)
        }
        others[member, default: []].append(value)
      } else {
        own.append(feature)
      }
    }
    var values = flags(root, usesDefault: selection.usesDefaultFeatures)
    for feature in own {
      if let value = value(of: feature, in: root) {
        values.append(value)
      } else if isKnown(root) {
        throw .unknownFeature(feature.description)
      }
    }
    return [(root, values)]
      + members.filter { $0 != root }.map {
        ($0, flags($0, usesDefault: true) + (others[$0] ?? []))
      }
  }

  private func isKnown(_ member: Int) -> Bool { graph.packages[member].isKnown }

  private func flags(_ member: Int, usesDefault: Bool) -> [BuildGraph.Value] {
    let package = graph.packages[member]
    if selection.allFeatures { return package.featureNames.indices.map { .feature($0) } }
    guard usesDefault, let number = package.featureNumbers["default"] else { return [] }
    return [.feature(number)]
  }

  /// nil for what the member does not have.
  private func value(of feature: FeatureValue, in member: Int) -> BuildGraph.Value? {
    let package = graph.packages[member]
    switch feature {
    case .feature(let name): return package.featureNumbers[name].map { .feature($0) }
    case .dependency: return nil
    case .dependencyFeature(let key, let inner, let isWeak):
      if let number = package.keys.firstIndex(of: key) {
        return .dependencyFeature(number, inner, isWeak: isWeak)
      }
      return key == name(member) ? package.featureNumbers[inner].map { .feature($0) } : nil
    }
  }
}
