package import MoatFindings
package import MoatModel

/// What `--deny`, `--only` and `[levels]` name: a rule or a group, perhaps only for one reach.
package struct RuleSelector: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case rule(String)
    case group(RuleGroup)
  }

  package let target: Target
  /// nil means every reach; `unknown` counts as shipped.
  package let reach: Reach?

  package init(target: Target, reach: Reach?) {
    self.target = target
    self.reach = reach
  }

  /// Parses `NAME` or `NAME@shipped|build|test`.
  ///
  /// - Returns: nil, with the nearest name, for anything else.
  package static func parse(
    _ text: String, rules: [RuleInfo]
  ) -> Result<RuleSelector, UnknownRule> {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    var reach: Reach?
    if parts.count == 2 {
      guard let named = Reach(rawValue: String(parts[1])),
        [.shipped, .build, .test].contains(named)
      else {
        return .failure(
          UnknownRule(
            text: text,
            suggestion: Suggestion.nearest(
              to: String(parts[1]), among: ["shipped", "build", "test"]
            ).map { "\(name)@\($0)" }))
      }
      reach = named
    }
    if let group = RuleGroup(rawValue: name) {
      return .success(RuleSelector(target: .group(group), reach: reach))
    }
    if rules.contains(where: { $0.id == name }) {
      return .success(RuleSelector(target: .rule(name), reach: reach))
    }
    let names = rules.map(\.id) + RuleGroup.allCases.map(\.rawValue)
    return .failure(
      UnknownRule(text: text, suggestion: Suggestion.nearest(to: name, among: names)))
  }

  /// A name that is neither.
  package struct UnknownRule: Error, Hashable, Sendable {
    package let text: String
    package let suggestion: String?
  }

  package func selects(_ info: RuleInfo) -> Bool {
    switch target {
    case .rule(let id): id == info.id
    case .group(let group): group == info.group
    }
  }

  package func selects(_ finding: Finding, of info: RuleInfo) -> Bool {
    guard selects(info) else { return false }
    guard let reach else { return true }
    let actual = finding.subject.reach ?? .unknown
    return actual == reach || (reach == .shipped && actual == .unknown)
  }

  /// A rule says more than a group, and a reach more than none.
  var precision: Int {
    let rule = if case .rule = target { 2 } else { 0 }
    return rule + (reach == nil ? 0 : 1)
  }
}

extension RuleSelector: CustomStringConvertible {
  /// As it is written: `bans`, `unmaintained-dependency@test`.
  package var description: String {
    let name =
      switch target {
      case .rule(let id): id
      case .group(let group): group.rawValue
      }
    return reach.map { "\(name)@\($0.rawValue)" } ?? name
  }
}
