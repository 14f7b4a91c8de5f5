import MoatAdvisories
import MoatFindings
import MoatModel

/// The text of an advisory file.
func advisoryText(
  _ id: String, _ package: String, title: String = "A flaw", patched: String = "",
  unaffected: String? = nil, extra: String = ""
) -> String {
  """
  ```toml
  [advisory]
  id = "\(id)"
  package = "\(package)"
  date = "2026-01-02"
  \(extra)

  [versions]
  patched = [\(patched)]
  \(unaffected.map { "unaffected = [\($0)]" } ?? "")
  ```

  # \(title)

  Words about \(package).
  """
}

/// An advisory made from its parts.
func advisory(
  _ id: String, _ package: String, title: String = "A flaw", patched: String = "",
  unaffected: String? = nil, extra: String = "", in collection: Advisory.Collection = .crates
) throws -> AdvisoryDocument {
  let text = advisoryText(
    id, package, title: title, patched: patched, unaffected: unaffected, extra: extra)
  return try AdvisoryParser.parse(
    SourceText(path: "\(collection.rawValue)/\(package)/\(id).md", text: text),
    collection: collection)
}

func database(
  _ documents: [AdvisoryDocument], broken: [UnreadableAdvisory] = [], day: String? = "2026-08-21"
) throws -> AdvisoryDatabase {
  try AdvisoryDatabase(
    documents, broken: broken,
    snapshot: AdvisorySnapshot(origin: "advisory-db", day: day.flatMap { Day($0) }))
}

func package(
  _ name: String, _ version: String, origin: AuditedPackage.Origin = .cratesIO,
  reach: Reach = .shipped, paths: [[String]] = [], dependents: [AuditedPackage.Dependent] = [],
  isYanked: Evidence<Bool> = .unavailable("not looked up")
) throws -> AuditedPackage {
  AuditedPackage(
    identity: PackageIdentity(name: name, version: version),
    version: try Version(parsing: version), origin: origin, reach: reach,
    label: Label("Cargo.lock", SourceSpan(7, 9)), paths: paths.map { DependencyPath($0) },
    dependents: dependents, isYanked: isYanked)
}

func facts(
  _ packages: [AuditedPackage], _ documents: [AdvisoryDocument] = [],
  toolchains: [RequiredToolchain] = [], today: String = "2026-09-01"
) throws -> AdvisoryFacts {
  facts(
    packages, .known(try database(documents)), toolchains: toolchains, today: today)
}

func facts(
  _ packages: [AuditedPackage], _ database: Evidence<AdvisoryDatabase>,
  toolchains: [RequiredToolchain] = [], today: String = "2026-09-01"
) -> AdvisoryFacts {
  AdvisoryFacts(
    packages: packages, toolchains: toolchains, database: database,
    databaseLabel: Label("advisory-db"), today: Day(today) ?? Day(daysSinceEpoch: 0))
}
