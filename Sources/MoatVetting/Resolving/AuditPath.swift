/// Why a version counts as vetted for a criterion: steps from the empty crate to the version.
package struct AuditPath: Hashable, Sendable {
  package let steps: [Step]

  /// One edge of the path.
  package struct Step: Hashable, Sendable {
    package let origin: EdgeOrigin
    /// nil for the empty crate.
    package let from: VetVersion?
    package let to: VetVersion
    /// Whether something of it is not in the store yet.
    package let isFresh: Bool
  }

  /// Whether some step rests on an exemption.
  package var usesExemption: Bool {
    steps.contains { if case .exemption = $0.origin { true } else { false } }
  }

  /// Whether nobody read anything: all steps are exemptions or unpublished rows.
  package var isOnlyExempted: Bool {
    steps.allSatisfy {
      switch $0.origin {
      case .exemption, .unpublished: true
      default: false
      }
    }
  }
}

/// Why a version is not vetted for a criterion.
package struct SearchFailure: Hashable, Sendable {
  /// The versions that the criterion holds for, ascending; nil is the empty crate, always first.
  package let reachableFromRoot: [VetVersion?]
  /// The versions from which it would lead to the version that is needed, ascending.
  package let reachableFromTarget: [VetVersion?]
}

/// What a search for one criterion found.
package enum SearchOutcome: Hashable, Sendable {
  case vetted(AuditPath)
  case missing(SearchFailure)
}

extension AuditGraph {
  /// Whether a version is vetted for a criterion, and how.
  func outcome(of version: VetVersion, criterion: Int, mode: SearchMode) -> SearchOutcome {
    guard let target = node(version) else {
      return .missing(SearchFailure(reachableFromRoot: [nil], reachableFromTarget: [version]))
    }
    switch AuditSearch(graph: self, criterion: criterion, mode: mode).run(from: target) {
    case .found(let steps): return .vetted(path(steps))
    case .failed(let fromRoot, let fromTarget):
      return .missing(
        SearchFailure(
          reachableFromRoot: fromRoot.map { self.version($0) },
          reachableFromTarget: fromTarget.map { self.version($0) }))
    }
  }

  private func path(_ steps: [AuditSearch.Step]) -> AuditPath {
    AuditPath(
      steps: steps.compactMap { step in
        guard let to = version(step.to) else { return nil }
        guard let place = step.edge else {
          return AuditPath.Step(origin: .newExemption, from: nil, to: to, isFresh: true)
        }
        let edge = edges[place]
        return AuditPath.Step(
          origin: edge.origin, from: version(edge.from), to: to, isFresh: edge.freshness != .stored)
      })
  }
}
