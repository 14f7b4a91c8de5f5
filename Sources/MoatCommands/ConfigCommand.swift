internal import ArgumentParser
import MoatBans
import MoatFindings
import MoatHost
import MoatInspection
import MoatModel
import MoatPolicy
import MoatRendering
import MoatSources

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show what is configured, and what can be.",
    subcommands: [ConfigShowCommand.self, ConfigSchemaCommand.self])
}

struct ConfigShowCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print each setting and where it comes from.")

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func run(in host: Host) async throws -> ExitStatus {
    let settings = try policy.policy(from: ".", in: host)
    var rows: [(key: String, value: String, origin: String)] = []
    rows.append(("fail-on", settings.failOn.value.name, settings.failOn.origin.description))
    rows.append(
      (
        "advisories.database",
        settings.database.value.map { RedactedURL($0).description }
          ?? "RustSec's, in Moat's cache", settings.database.origin.description
      ))
    rows.append(
      (
        "advisories.maximum-age", String(settings.maximumAge.value),
        settings.maximumAge.origin.description
      ))
    rows.append(
      (
        "releases.cooldown", String(settings.cooldown.value), settings.cooldown.origin.description
      ))
    rows.append(
      (
        "offline", policy.isOffline(in: host) ? "true" : "false",
        policy.offline
          ? "flag: --offline"
          : host.environment["MOAT_OFFLINE"] == nil ? "default" : "environment: MOAT_OFFLINE"
      ))
    for file in [settings.organisation, settings.repository].compactMap({ $0 }) {
      for entry in file.levels {
        rows.append(("levels.\(entry.selector)", entry.level.rawValue, file.source.path))
      }
    }
    for entry in settings.sources.allowedRegistries {
      rows.append(
        ("sources.allow-registry", RedactedURL(entry.url).description, entry.label.path))
    }
    for entry in settings.sources.allowedGit {
      rows.append(("sources.allow-git", RedactedURL(entry.url).description, entry.label.path))
    }
    rows += build(settings)
    rows += bans(settings.bans)
    rows += buildScripts(settings)
    rows += Self.vettingRows(settings)
    rows += Self.crevRows(settings)
    for entry in settings.suppressions {
      let package = entry.packageName.map { " \($0)" } ?? ""
      rows.append(("suppress", "\(entry.rule)\(package): \(entry.reason)", entry.label.path))
    }
    let width = rows.map(\.key.count).max() ?? 0
    let lines = rows.map { row in
      let padding = String(repeating: " ", count: width - row.key.count)
      return "\(row.key)\(padding) = \(row.value)  (\(row.origin))"
    }
    try host.say(lines.map { TerminalText.neutralised($0) + "\n" }.joined())
    return .clean
  }

  private func build(_ settings: Policy) -> [(key: String, value: String, origin: String)] {
    let build = settings.build
    let files = [settings.organisation, settings.repository].compactMap { $0 }
      .filter { !$0.build.isEmpty }
    let origin = files.map(\.source.path).joined(separator: ", ")
    var rows: [(key: String, value: String, origin: String)] = []
    func row(_ key: String, _ value: String?) {
      if let value { rows.append(("build.\(key)", value, origin)) }
    }
    row("targets", build.targets?.joined(separator: ", "))
    row("features", build.features?.joined(separator: ", "))
    row("no-default-features", build.noDefaultFeatures.map { String($0) })
    row("all-features", build.allFeatures.map { String($0) })
    row("no-dev", build.noDev.map { String($0) })
    return rows
  }

  private func buildScripts(
    _ settings: Policy
  ) -> [(key: String, value: String, origin: String)] {
    let policy = settings.buildScripts
    let files = [settings.organisation, settings.repository].compactMap { $0 }
      .filter { $0.buildScripts.requires != nil || !$0.buildScripts.entries.isEmpty }
    guard !files.isEmpty else { return [] }
    let origin = files.map(\.source.path).joined(separator: ", ")
    return [("build-scripts.require", String(policy.isRequired), origin)]
      + policy.entries.map { entry in
        let version = entry.version.map { "@\($0)" } ?? ""
        return (
          "build-scripts.accept", "\(entry.name)\(version) \(entry.content.hex.prefix(12))",
          entry.label.path
        )
      }
  }

  private func bans(_ bans: BanPolicy) -> [(key: String, value: String, origin: String)] {
    var rows: [(key: String, value: String, origin: String)] = []
    func row(_ key: String, _ value: String, _ label: Label) {
      rows.append(("bans.\(key)", value, label.path))
    }
    for entry in bans.denied { row("deny", entry.text, entry.label) }
    for entry in bans.allowed.joined() { row("allow", entry.text, entry.label) }
    for entry in bans.features { row("features", entry.crate, entry.label) }
    for entry in bans.skippedDuplicates { row("skip-duplicates", entry.text, entry.label) }
    if let limit = bans.maximumDirect { row("maximum-direct", String(limit.count), limit.label) }
    if let limit = bans.maximumTotal { row("maximum-total", String(limit.count), limit.label) }
    if let base = bans.baseline {
      row("baseline", "\(base.direct) direct, \(base.total) in all, +\(base.growth)", base.label)
    }
    return rows
  }
}

struct ConfigSchemaCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON schema of moat.toml.")

  func run(in host: Host) async throws -> ExitStatus {
    try host.say(SchemaDocument.text + "\n")
    return .clean
  }
}

extension BanPolicy.CrateEntry {
  fileprivate var text: String { requirement.map { "\(name)@\($0)" } ?? name }
}
