import MoatCrev
import MoatFindings
import MoatModel
import MoatPolicy
import MoatVetting

extension ConfigShowCommand {
  /// `[vet]`, for `config show`.
  static func vettingRows(
    _ settings: Policy
  ) -> [(key: String, value: String, origin: String)] {
    let policy = settings.vetting
    let files = [settings.organisation, settings.repository].compactMap { $0 }
      .filter { $0.vetting != VettingPolicy() }
    guard !files.isEmpty else { return [] }
    let origin = files.map(\.source.path).joined(separator: ", ")
    var rows: [(key: String, value: String, origin: String)] = []
    func row(_ key: String, _ value: String?, _ origin: String) {
      if let value { rows.append(("vet.\(key)", value, origin)) }
    }
    row("store", policy.store?.value, policy.store?.label.path ?? origin)
    row("like-cargo-vet", policy.isLikeCargoVet.map { String($0) }, origin)
    row("git-dependencies", policy.gitDependencies?.rawValue, origin)
    row("path-dependencies", policy.pathDependencies?.rawValue, origin)
    row("other-registries", policy.otherRegistries?.rawValue, origin)
    row("self-audits", policy.countsSelfAudits.map { String($0) }, origin)
    row("longest-trust", policy.longestTrust.map { String($0) }, origin)
    for limit in policy.trustLimits {
      let crate = limit.crate.map { " for \($0)" } ?? ""
      row("limit-trust", "\(limit.publisher)\(crate): \(limit.versions)", origin)
    }
    for (name, setting) in policy.imports.sorted(by: { $0.key < $1.key }) {
      row(
        "imports.\(name).from",
        setting.from.map { $0.map(RedactedURL.redacting).joined(separator: ", ") },
        setting.label.path)
      row("imports.\(name).transitive", setting.isTransitive ? "true" : nil, setting.label.path)
    }
    for mirror in policy.mirrors {
      row(
        "mirrors", RedactedURL.redacting("\(mirror.prefix) → \(mirror.replacement)"), origin)
    }
    for use in CrateUse.allCases {
      let names = policy.criteria[use]?.map(\.name)
      row(
        "criteria.\(use.rawValue)", names.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") },
        origin)
    }
    for entry in policy.allowedSources {
      let what = [entry.crate, entry.source.map { RedactedURL($0).description }]
        .compactMap { $0 }.joined(separator: " from ")
      row("allow-source", "\(what): \(entry.reason)", entry.label.path)
    }
    for entry in policy.overrides {
      let versions = entry.versions.map { "@\($0)" } ?? ""
      let end = entry.expires.map { ", until \($0)" } ?? ""
      row(
        "override", "\(entry.importName): \(entry.crate)\(versions)\(end): \(entry.reason)",
        entry.label.path)
    }
    for criteria in policy.reviewCriteria {
      let names = criteria.map(\.name)
      row(
        "crev.criteria", names.isEmpty ? "none" : names.joined(separator: ", "),
        criteria.first?.label.path ?? origin)
    }
    return rows
  }

  /// `[vet.crev]`: whose reviews are believed, as the files add up.
  static func crevRows(_ settings: Policy) -> [(key: String, value: String, origin: String)] {
    let policy = settings.crev
    let files = [settings.organisation, settings.repository].compactMap { $0 }
      .filter { $0.crev != CrevPolicy() }
    guard policy != CrevPolicy() else { return [] }
    let origin = files.map(\.source.path).joined(separator: ", ")
    var rows: [(key: String, value: String, origin: String)] = []
    func row(_ key: String, _ value: String) { rows.append(("vet.crev.\(key)", value, origin)) }
    for id in policy.ids { row("ids", id.description) }
    for place in policy.repositories { row("repositories", place) }
    row("trust", policy.trust.name)
    row("rating", policy.rating.name)
    row("thoroughness", policy.thoroughness.name)
    row("understanding", policy.understanding.name)
    row("redundancy", String(policy.redundancy))
    row("depth", String(policy.depth))
    row("agents", policy.countsAgents == true ? "true" : "false")
    return rows
  }
}
