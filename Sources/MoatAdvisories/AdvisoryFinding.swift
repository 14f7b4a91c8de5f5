import MoatFindings
import MoatModel

/// Findings about packages that an informational advisory hits: one an advisory and crate, whatever
/// the number of locked versions, because the cause and the remedy are one.
enum AdvisoryFinding {
  static func grouped(
    _ hits: [AdvisoryHit], _ info: RuleInfo, saying claim: String,
    help: (AdvisoryHit) -> String, severity: (Advisory) -> Severity
  ) -> [Finding] {
    var groups: [[AdvisoryHit]] = []
    var places: [Key: Int] = [:]
    for hit in hits {
      let key = Key(
        advisory: hit.advisory.id, name: hit.package.identity.name, file: hit.package.label.path)
      if let place = places[key] {
        groups[place].append(hit)
      } else {
        places[key] = groups.count
        groups.append([hit])
      }
    }
    return groups.compactMap { group in
      let group = group.sorted { $0.package.version < $1.package.version }
      guard let first = group.first else { return nil }
      let packages = group.map(\.quotedPackage).joined(separator: ", ")
      let reaches = Set(group.map(\.package.reach))
      let reach = Reach.byStrength.first { reaches.contains($0) } ?? .unknown
      let verb = group.count == 1 ? "is" : "are"
      return Finding(
        info, "\(packages) \(verb) \(claim): \(first.advisory.phrase) (\(first.advisory.id))",
        at: first.package.label,
        severity: min(severity(first.advisory), reach.severityLimit),
        related: group.dropFirst().map(\.package.label),
        notes: first.advisory.notes, help: help(first),
        subject: Subject(
          package: first.package.identity, reach: reach, advisory: first.advisory.id),
        paths: group.flatMap(\.package.paths))
    }
  }

  private struct Key: Hashable {
    let advisory: String
    let name: String
    let file: String
  }
}

extension AdvisoryFacts {
  /// The hits of one kind that are not takedowns, which have a rule of their own.
  func hits(of kind: Advisory.Kind) -> [AdvisoryHit] {
    hits.filter { $0.advisory.kind == kind && !$0.advisory.isMalicious }
  }
}
