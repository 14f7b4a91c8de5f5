import MoatModel
import MoatTestSupport
import MoatVetting

/// Stores with every field in use now and then, and texts that are hard to write down.
enum RandomStore {
  static func make(_ random: inout SeededGenerator) -> VetStore {
    var maker = Maker(random: random)
    defer { random = maker.random }
    return VetStore(
      configuration: maker.configuration(), audits: maker.audits(), imports: maker.imports())
  }
}

private struct Maker {
  var random: SeededGenerator

  mutating func number(_ range: Range<Int>) -> Int { .random(in: range, using: &random) }
  mutating func chance() -> Bool { .random(using: &random) }

  private static let pieces = [
    "\"", "'", "\\", "\n", "\r\n", "\r", "\t", "\u{1}", "\u{7F}", " ", "a", "é", "😀", "\"\"\"",
    "'''", "#", "x = 1", "[", "]", "\u{0}",
  ]

  mutating func text() -> String {
    (0..<number(0..<8)).map { _ in Self.pieces[number(0..<Self.pieces.count)] }.joined()
  }

  mutating func optionalText() -> String? { chance() ? text() : nil }

  mutating func name() -> String {
    number(0..<12) == 0 ? text() + "\(number(0..<99))" : "crate-\(number(0..<40))"
  }

  mutating func list() -> [String] {
    (0..<number(0..<4)).map { _ in
      number(0..<6) == 0 ? String(repeating: "wide ", count: number(0..<20)) : text()
    }
  }

  mutating func version() -> VetVersion {
    let semver = Version(
      UInt64(number(0..<3)), UInt64(number(0..<12)), UInt64(number(0..<12)),
      prerelease: number(0..<5) == 0 ? "rc.\(number(0..<12))" : "",
      build: number(0..<5) == 0 ? "00\(number(0..<12)).x" : "")
    return VetVersion(
      semver,
      gitRevision: number(0..<8) == 0 ? String(repeating: "\(number(0..<9))", count: 40) : nil)
  }

  mutating func day() -> Day { Day(daysSinceEpoch: number(0..<40_000)) }

  mutating func source() -> PublisherSource {
    chance() ? .user(UInt64(number(0..<9))) : .trustedPublisher(text())
  }

  mutating func map<Value>(_ value: (inout Maker) -> Value) -> [String: Value] {
    var map: [String: Value] = [:]
    for _ in 0..<number(0..<5) { map[name()] = value(&self) }
    return map
  }

  mutating func lists<Value>(_ value: (inout Maker) -> Value) -> [String: [Value]] {
    map { maker in (0..<maker.number(0..<4)).map { _ in value(&maker) } }
  }

  mutating func configuration() -> VetConfiguration {
    var policies: [PolicyKey: CratePolicy] = [:]
    for _ in 0..<number(0..<4) {
      // A colon would begin a version.
      let name = name().replacing(":", with: "")
      let isVersioned = chance()
      guard !policies.keys.contains(where: { $0.name == name }) else { continue }
      policies[PolicyKey(name, version: isVersioned ? version() : nil)] = CratePolicy(
        auditAsCratesIO: chance() ? chance() : nil, criteria: chance() ? list() : nil,
        devCriteria: chance() ? list() : nil, dependencyCriteria: map { $0.list() },
        notes: optionalText())
    }
    return VetConfiguration(
      version: StoreVersion(UInt64(number(0..<3)), UInt64(number(0..<20))),
      defaultCriteria: chance() ? text() : BuiltInCriteria.safeToDeploy,
      imports: map {
        ImportDeclaration(urls: $0.list(), exclude: $0.list(), criteriaMap: $0.map { $0.list() })
      }, policies: policies,
      exemptions: lists {
        Exemption(
          version: $0.version(), criteria: $0.list(), suggest: $0.chance(),
          notes: $0.optionalText())
      })
  }

  mutating func kind() -> AuditKind {
    switch number(0..<3) {
    case 0: return .full(version())
    case 1: return .delta(from: version(), to: version())
    default:
      let spelling = ["*", "1.0", ">=1, <2.3", "~0.1.2-rc.1", "2.*"][number(0..<5)]
      do { return .violation(try VetRequirement(parsing: spelling)) } catch {
        return .full(version())
      }
    }
  }

  mutating func audits() -> AuditsFile {
    AuditsFile(
      criteria: map {
        CriteriaDefinition(
          description: $0.optionalText(), descriptionURL: $0.optionalText(), implies: $0.list(),
          aggregatedFrom: $0.list())
      },
      wildcardAudits: lists {
        WildcardAudit(
          who: $0.list(), criteria: $0.list(), source: $0.source(), start: $0.day(), end: $0.day(),
          renew: $0.chance() ? $0.chance() : nil, notes: $0.optionalText(),
          aggregatedFrom: $0.list())
      },
      audits: lists {
        AuditEntry(
          who: $0.list(), criteria: $0.list(), kind: $0.kind(), importable: $0.chance(),
          notes: $0.optionalText(), aggregatedFrom: $0.list())
      },
      trusted: lists {
        TrustEntry(
          criteria: $0.list(), source: $0.source(), start: $0.day(), end: $0.day(),
          notes: $0.optionalText(), aggregatedFrom: $0.list())
      })
  }

  mutating func imports() -> ImportsLock {
    ImportsLock(
      unpublished: lists { UnpublishedRow(version: $0.version(), auditedAs: $0.version()) },
      publishers: lists { maker in
        let source = maker.source()
        var row = PublisherRow(version: maker.version(), when: maker.day(), source: source)
        if case .user = source {
          row.userLogin = maker.text()
          row.userName = maker.optionalText()
        }
        return row
      }, audits: map { $0.audits() })
  }
}
