import MoatModel
import MoatSyntax

extension VetStoreReader {
  /// `[audits]` must be there, even when it is empty.
  static func auditsFile(_ reader: EntryReader) throws(VetStoreError) -> AuditsFile {
    let criteria = try reader.tables("criteria", "a criterion", criteriaDefinition)
    let wildcards = try reader.lists("wildcard-audits", "a wildcard audit", wildcardAudit)
    _ = try reader.required("audits")
    return AuditsFile(
      criteria: criteria, wildcardAudits: wildcards,
      audits: try reader.lists("audits", "an audit", auditEntry),
      trusted: try reader.lists("trusted", "a trusted publisher", trustEntry))
  }

  private static let criteriaKeys = [
    "description", "description-url", "implies", "aggregated-from",
  ]

  static func criteriaDefinition(
    _ reader: EntryReader
  ) throws(VetStoreError) -> CriteriaDefinition {
    try reader.refuseKeys(except: criteriaKeys)
    return CriteriaDefinition(
      description: try reader.string("description"),
      descriptionURL: try reader.string("description-url"),
      implies: try
        (reader.context.ownsCriteria
        ? reader.criteria("implies") : reader.strings("implies")) ?? [],
      aggregatedFrom: try reader.strings("aggregated-from") ?? [])
  }

  private static let auditKeys = [
    "who", "criteria", "version", "delta", "violation", "importable", "notes", "aggregated-from",
  ]

  static func auditEntry(_ reader: EntryReader) throws(VetStoreError) -> AuditEntry {
    try reader.refuseKeys(except: auditKeys)
    return AuditEntry(
      who: try reader.strings("who") ?? [], criteria: try reader.criteria("criteria") ?? [],
      kind: try auditKind(reader), importable: try reader.boolean("importable") ?? true,
      notes: try reader.string("notes"),
      aggregatedFrom: try reader.strings("aggregated-from") ?? [])
  }

  private static func auditKind(_ reader: EntryReader) throws(VetStoreError) -> AuditKind {
    let found = ["version", "delta", "violation"].filter { reader.table[$0] != nil }
    guard found.count == 1 else { throw reader.failure(.auditKind(found: found)) }
    switch found[0] {
    case "version": return .full(try reader.version("version"))
    case "delta": return try delta(reader)
    default:
      let (text, span) = try reader.requiredString("violation")
      do throws(Version.Malformed) { return .violation(try VetRequirement(parsing: text)) } catch {
        throw reader.failure(.malformedRequirement(text), at: span)
      }
    }
  }

  private static func delta(_ reader: EntryReader) throws(VetStoreError) -> AuditKind {
    let (text, span) = try reader.requiredString("delta")
    let bytes = text.utf8
    guard
      let arrow = bytes.indices.first(where: { bytes[$0...].starts(with: "->".utf8) })
    else { throw reader.failure(.malformedDelta(text), at: span) }
    let from = Trimming.both(text[..<arrow])
    let to = Trimming.both(text[bytes.index(arrow, offsetBy: 2)...])
    return .delta(
      from: try reader.version(String(from), at: span), to: try reader.version(String(to), at: span)
    )
  }

  static func wildcardAudit(_ reader: EntryReader) throws(VetStoreError) -> WildcardAudit {
    let audit = WildcardAudit(
      who: try reader.strings("who") ?? [], criteria: try reader.requiredCriteria("criteria"),
      source: try reader.publisher(), start: try reader.day("start"), end: try reader.day("end"),
      renew: try reader.boolean("renew"), notes: try reader.string("notes"),
      aggregatedFrom: try reader.strings("aggregated-from") ?? [])
    reader.context.ends.append(.init(day: audit.end, span: try reader.required("end").span))
    return audit
  }

  static func trustEntry(_ reader: EntryReader) throws(VetStoreError) -> TrustEntry {
    TrustEntry(
      criteria: try reader.requiredCriteria("criteria"), source: try reader.publisher(),
      start: try reader.day("start"), end: try reader.day("end"),
      notes: try reader.string("notes"),
      aggregatedFrom: try reader.strings("aggregated-from") ?? [])
  }

  static func publisherRow(_ reader: EntryReader) throws(VetStoreError) -> PublisherRow {
    let source = try reader.publisher()
    var row = PublisherRow(
      version: try reader.version("version"), when: try reader.day("when"), source: source)
    if case .user = source {
      row.userLogin = try reader.requiredString("user-login").text
      row.userName = try reader.string("user-name")
    }
    return row
  }

  static func unpublishedRow(_ reader: EntryReader) throws(VetStoreError) -> UnpublishedRow {
    UnpublishedRow(
      version: try reader.version("version"), auditedAs: try reader.version("audited_as"))
  }
}
