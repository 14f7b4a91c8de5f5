package import MoatModel
package import MoatReleases

/// An index listing for people and for machines.
package struct CrateListingRenderer: Sendable {
  private let listing: CrateListing
  private let cooldown: ReleaseFacts.Cooldown
  private let now: Timestamp

  package init(_ listing: CrateListing, cooldown: ReleaseFacts.Cooldown, now: Timestamp) {
    self.listing = listing
    self.cooldown = cooldown
    self.now = now
  }

  /// As many digits of a digest as tell versions apart at a glance; `--format json` has them all.
  private static let shortDigest = 12

  // MARK: human

  /// A line a version, the highest first.
  package func human(_ style: Style) -> String {
    let count = Wording.counted(listing.versions.count, "version")
    var text = style.bold(TerminalText.neutralised(listing.name)) + ", \(count)\n\(origin)\n\n"
    let rows = listing.versions.map { listed in
      [
        listed.release.version.description, listed.release.published?.day.description ?? "-",
        listed.release.published.map(age) ?? "-",
        listed.checksum.map { String($0.hex.prefix(Self.shortDigest)) } ?? "-",
        listed.rustVersion.map { "rust \($0)" } ?? "", marks(listed).joined(separator: ", "),
      ].map { TerminalText.neutralised($0) }
    }
    let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for (row, listed) in zip(rows, listing.versions) {
      var line = " "
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        line += " " + cell + String(repeating: " ", count: widths[column] - cell.count + 1)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      text += (marks(listed).isEmpty ? line : style.dim(line)) + "\n"
    }
    return text
  }

  /// Everything about one version.
  package func human(
    _ listed: CrateListing.Listed, _ detail: Evidence<ReleaseDetail>, _ style: Style
  ) -> String {
    let release = listed.release
    let name = TerminalText.neutralised("\(listing.name) \(release.version)")
    var text = style.bold(name) + "\n\(origin)\n\n"
    func fact(_ key: String, _ value: String?) {
      guard let value else { return }
      text += "  \(key): \(TerminalText.neutralised(value))\n"
    }
    fact("published", published(release))
    fact("yanked", release.isYanked ? "yes" : "no")
    fact("checksum", listed.checksum?.hex ?? "none")
    fact("rust-version", listed.rustVersion)
    switch detail {
    case .known(let detail):
      fact("links", detail.links)
      fact("dependencies", dependencies(detail))
      fact("features", String(detail.features))
    case .unavailable(let reason): fact("dependencies", "not known: \(reason)")
    }
    fact("first seen by Moat", release.firstSeen?.description)
    fact("yanked since, at the latest", release.yankSeen?.description)
    if let change = release.change {
      text +=
        "  "
        + style.red("its entry has changed since \(change.recorded); see changed-index-entry")
        + "\n"
    }
    return text
  }

  private var origin: String {
    let origin = listing.origin
    let place = TerminalText.neutralised(RedactedURL.redacting(origin.place))
    let moment = origin.moment.map { origin.isFresh ? ", asked now" : ", \($0.age(at: now))" } ?? ""
    let why =
      origin.staleBecause.map { "\n" + TerminalText.neutralised(RedactedURL.redacting($0)) } ?? ""
    return "from \(place)\(moment)\(why)"
  }

  private func published(_ release: Release) -> String {
    guard let published = release.published else { return "not known" }
    let held = cooldown.holdsBack(published, at: now) ? ", in the cooldown" : ""
    return "\(published), \(published.age(at: now))\(held)"
  }

  private func dependencies(_ detail: ReleaseDetail) -> String {
    var parts = [String(detail.dependencies)]
    if detail.optionalDependencies > 0 { parts[0] += " (\(detail.optionalDependencies) optional)" }
    if detail.buildDependencies > 0 { parts.append("\(detail.buildDependencies) for the build") }
    if detail.developmentDependencies > 0 {
      parts.append("\(detail.developmentDependencies) for tests")
    }
    return parts.joined(separator: ", ")
  }

  private func marks(_ listed: CrateListing.Listed) -> [String] {
    let release = listed.release
    var marks: [String] = []
    if release.change != nil { marks.append("entry changed") }
    if release.isYanked { marks.append("yanked") }
    if release.version.isPrerelease { marks.append("pre-release") }
    if let published = release.published, cooldown.holdsBack(published, at: now) {
      marks.append("in the cooldown")
    }
    return marks
  }

  /// `5 h`, `40 d`, `6 y`: for a column.
  private func age(_ moment: Timestamp) -> String {
    let (seconds, overflow) = now.secondsSinceEpoch.subtractingReportingOverflow(
      moment.secondsSinceEpoch)
    if overflow || seconds < 0 { return "future" }
    let days = seconds / 86_400
    if days >= 730 { return "\(days * 100 / 36_525) y" }
    return days >= 2 ? "\(days) d" : "\(seconds / 3_600) h"
  }

  // MARK: JSON

  /// Version 1: `{"format":"moat-index","version":1,"crate":…,"versions":[…]}`.
  package func json() -> String {
    json { writer in
      writer.array("versions") { writer in
        for listed in listing.versions {
          writer.object { members(listed, &$0) }
        }
      }
    }
  }

  /// As ``json()`` with one version and its numbers.
  package func json(_ listed: CrateListing.Listed, _ detail: Evidence<ReleaseDetail>) -> String {
    json { writer in
      writer.array("versions") { writer in
        writer.object { writer in
          members(listed, &writer)
          guard let detail = detail.value else { return }
          writer.member("links", detail.links)
          writer.member("dependencies", detail.dependencies)
          writer.member("optionalDependencies", detail.optionalDependencies)
          writer.member("buildDependencies", detail.buildDependencies)
          writer.member("developmentDependencies", detail.developmentDependencies)
          writer.member("features", detail.features)
        }
      }
    }
  }

  private func json(_ versions: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-index")
      writer.member("version", 1)
      writer.member("crate", listing.name)
      writer.object("source") { writer in
        writer.member("place", RedactedURL.redacting(listing.origin.place))
        writer.member("asOf", listing.origin.moment?.description)
        writer.member("isFresh", listing.origin.isFresh)
        writer.member("staleBecause", listing.origin.staleBecause.map(RedactedURL.redacting))
      }
      writer.member("cooldownDays", cooldown.days)
      versions(&writer)
    }
    return writer.text
  }

  private func members(_ listed: CrateListing.Listed, _ writer: inout JSONWriter) {
    let release = listed.release
    writer.member("version", release.version.description)
    writer.member("published", release.published?.description)
    writer.member(
      "isInCooldown",
      release.published.map { cooldown.holdsBack($0, at: now) } ?? false)
    writer.member("isYanked", release.isYanked)
    writer.member("isPrerelease", release.version.isPrerelease)
    writer.member("checksum", listed.checksum?.hex)
    writer.member("rustVersion", listed.rustVersion)
    writer.member("firstSeen", release.firstSeen?.description)
    writer.member("yankSeen", release.yankSeen?.description)
    writer.member("entryChanged", release.change != nil)
  }
}
