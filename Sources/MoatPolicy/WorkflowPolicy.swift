import MoatFindings
import MoatModel
import MoatSyntax
package import MoatWorkflows

/// `[workflows]` of one `moat.toml`. nil and empty mean that the file says nothing.
package struct WorkflowPolicy: Sendable {
  package var trustedOwners: [WorkflowSettings.TrustedOwner]?
  /// Days.
  package var cooldown: Int?
  package var ephemeralRunners: [String]?
  package var tools: [WorkflowSettings.RecordedTool] = []
  /// A record of pins.
  package var pins: String?
  /// A folder of clones.
  package var clones: String?

  package init() {}

  /// What both files ask: the organisation's, which the repository's may tighten.
  static func settings(
    _ organisation: WorkflowPolicy?, _ repository: WorkflowPolicy?
  ) -> WorkflowSettings {
    WorkflowSettings(
      trustedOwners: owners(organisation, repository),
      cooldownDays: [organisation?.cooldown, repository?.cooldown].compactMap { $0 }.max()
        ?? WorkflowSettings.standardCooldownDays,
      ephemeralRunners: runners(organisation, repository),
      tools: (organisation?.tools ?? []) + (repository?.tools ?? []))
  }

  private static func owners(
    _ organisation: WorkflowPolicy?, _ repository: WorkflowPolicy?
  ) -> [WorkflowSettings.TrustedOwner]? {
    guard let organisation else { return repository?.trustedOwners }
    guard let own = repository?.trustedOwners else { return organisation.trustedOwners }
    let outer = organisation.trustedOwners?.map(\.name) ?? WorkflowSettings.standardOwners
    let trusted = Set(outer.map { $0.lowercased() })
    return own.filter { trusted.contains($0.name.lowercased()) }
  }

  private static func runners(
    _ organisation: WorkflowPolicy?, _ repository: WorkflowPolicy?
  ) -> [String] {
    guard let organisation else { return repository?.ephemeralRunners ?? [] }
    let outer = organisation.ephemeralRunners ?? []
    guard let own = repository?.ephemeralRunners else { return outer }
    let names = Set(own.map { $0.lowercased() })
    return outer.filter { names.contains($0.lowercased()) }
  }
}

extension PolicySchema {
  /// `[workflows]`.
  static let workflows = SchemaField(
    "workflows",
    .table([
      SchemaField(
        "trusted-owners", .array(.string),
        "Owners whose actions may stand at a tag; `actions`, `github` and the repository's own by default."
      ),
      SchemaField(
        "cooldown", .integer(minimum: 0),
        "The days that Dependabot must wait before it proposes a release; 7 by default."),
      SchemaField(
        "ephemeral-runners", .array(.string),
        "Labels of self-hosted runners of which each job gets a fresh one."),
      SchemaField(
        "pins", .string,
        "A record of pins; `moat-pins.toml` at the top of the repository by default."),
      SchemaField(
        "clones", .string, "A folder with clones of the repositories that actions come from."),
      SchemaField(
        "tools",
        .array(
          .table([
            SchemaField("crate", .string, required: true, "The crate that CI installs."),
            SchemaField("version", .string, required: true, "Its version."),
            SchemaField(
              "checksum", .string, required: true,
              "The SHA-256 of its `.crate` archive: 64 hexadecimal digits."),
            SchemaField("reason", .string, "Why it is fine."),
          ])), "Crates that CI installs from a registry, with their recorded checksums."),
    ]), "What is asked of workflows, actions and Dependabot's configuration.")
}

/// Reads `[workflows]` of a document that ``SchemaCheck`` has passed.
struct WorkflowPolicyReader {
  let source: SourceText

  func policy(
    _ table: TOMLTable?, _ resolvingPath: (String) -> String
  ) throws(PolicyError) -> WorkflowPolicy {
    var policy = WorkflowPolicy()
    guard let table else { return policy }
    if let owners = table["trusted-owners"]?.array {
      policy.trustedOwners = owners.compactMap { element in
        element.string.map {
          WorkflowSettings.TrustedOwner(name: $0, label: Label(source.path, element.span))
        }
      }
    }
    policy.cooldown = (table["cooldown"]?.integer).map { Int(clamping: $0) }
    policy.ephemeralRunners = table["ephemeral-runners"]?.array?.compactMap(\.string)
    policy.pins = (table["pins"]?.string).map(resolvingPath)
    policy.clones = (table["clones"]?.string).map(resolvingPath)
    for element in table["tools"]?.array.map({ Array($0) }) ?? [] {
      guard let entry = element.table else { continue }
      if let tool = try tool(entry) { policy.tools.append(tool) }
    }
    return policy
  }

  /// One entry of `tools`. A value that nothing could ever match is refused: the entry would record
  /// nothing, in silence.
  private func tool(_ entry: TOMLTable) throws(PolicyError) -> WorkflowSettings.RecordedTool? {
    guard let crate = entry["crate"], let name = crate.string, let version = entry["version"],
      let number = version.string, let checksum = entry["checksum"], let digest = checksum.string
    else { return nil }
    guard Self.isCrate(name) else {
      throw PolicyError(.notACrate(name), source: source, span: crate.span)
    }
    do throws(Version.Malformed) { _ = try Version(parsing: number) } catch {
      throw PolicyError(.notOneVersion(number), source: source, span: version.span)
    }
    do throws(SHA256Digest.Malformed) {
      return WorkflowSettings.RecordedTool(
        name: name, version: number, checksum: try SHA256Digest(parsing: digest).hex,
        label: Label(source.path, crate.span))
    } catch {
      throw PolicyError(.notAChecksum(digest), source: source, span: checksum.span)
    }
  }

  /// Letters, digits, `-` and `_`, as registries allow them.
  private static func isCrate(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_".utf8.contains(byte)
      }
  }
}
