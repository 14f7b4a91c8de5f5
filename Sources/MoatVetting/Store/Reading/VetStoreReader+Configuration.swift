import MoatModel
import MoatSyntax

extension VetStoreReader {
  static func configuration(_ context: ReadContext) throws(VetStoreError) -> VetConfiguration {
    let reader = try root(context, "the file")
    let version = try storeVersion(reader)
    let fallback = BuiltInCriteria.safeToDeploy
    return VetConfiguration(
      version: version, defaultCriteria: try reader.string("default-criteria") ?? fallback,
      imports: try reader.tables("imports", "an import", importDeclaration),
      policies: try policies(reader), exemptions: try exemptions(reader))
  }

  private static func storeVersion(_ reader: EntryReader) throws(VetStoreError) -> StoreVersion {
    guard let value = reader.table["cargo-vet"] else { return .missing }
    guard let table = value.table else {
      throw reader.failure(
        .wrongType(key: "cargo-vet", expected: "a table", found: value.kindName), at: value.span)
    }
    let own = EntryReader(table: table, place: "`[cargo-vet]`", context: reader.context)
    let (text, span) = try own.requiredString("version")
    guard let version = StoreVersion(text) else {
      throw own.failure(.malformedStoreVersion(text), at: span)
    }
    return version
  }

  private static func importDeclaration(
    _ reader: EntryReader
  ) throws(VetStoreError) -> ImportDeclaration {
    _ = try reader.required("url")
    return ImportDeclaration(
      urls: try reader.strings("url") ?? [], exclude: try reader.list("exclude"),
      criteriaMap: try criteriaMap(reader, "criteria-map"))
  }

  /// Names of whatever is mapped, to criteria of the project.
  private static func criteriaMap(
    _ reader: EntryReader, _ key: String
  ) throws(VetStoreError) -> [String: [String]] {
    try reader.map(key) { (name, value) throws(VetStoreError) in
      try reader.criteria(value, name)
    }
  }

  private static func policies(
    _ reader: EntryReader
  ) throws(VetStoreError) -> [PolicyKey: CratePolicy] {
    guard let value = reader.table["policy"] else { return [:] }
    let byText = try reader.tables("policy", "a policy", policy)
    guard let table = value.table else { return [:] }
    var policies: [PolicyKey: CratePolicy] = [:]
    var isVersioned: [String: Bool] = [:]
    for entry in table.entries {
      let key = try policyKey(entry, reader)
      if isVersioned.updateValue(key.version != nil, forKey: key.name) == (key.version == nil) {
        throw reader.failure(.mixedPolicy(key.name), at: entry.keySpan)
      }
      guard policies.updateValue(byText[entry.key] ?? CratePolicy(), forKey: key) == nil else {
        throw reader.failure(.samePolicy(key.description), at: entry.keySpan)
      }
    }
    return policies
  }

  /// `name` or `name:version`.
  private static func policyKey(
    _ entry: TOMLEntry, _ reader: EntryReader
  ) throws(VetStoreError) -> PolicyKey {
    let text = entry.key
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return PolicyKey(text) }
    let version = String(text[text.utf8.index(after: colon)...])
    return PolicyKey(
      String(text[..<colon]), version: try reader.version(version, at: entry.keySpan))
  }

  private static func policy(_ reader: EntryReader) throws(VetStoreError) -> CratePolicy {
    CratePolicy(
      auditAsCratesIO: try reader.boolean("audit-as-crates-io"),
      criteria: try reader.criteria("criteria"), devCriteria: try reader.criteria("dev-criteria"),
      dependencyCriteria: try criteriaMap(reader, "dependency-criteria"),
      notes: try reader.string("notes"))
  }

  /// `exemptions`, or `unaudited` as old stores call it.
  private static func exemptions(
    _ reader: EntryReader
  ) throws(VetStoreError) -> [String: [Exemption]] {
    let old = "unaudited"
    if reader.table["exemptions"] != nil, let entry = reader.table.entry(old) {
      throw reader.failure(.twoNames("exemptions", old), at: entry.keySpan)
    }
    let key = reader.table[old] == nil ? "exemptions" : old
    return try reader.lists(key, "an exemption") { (entry) throws(VetStoreError) in
      Exemption(
        version: try entry.version("version"), criteria: try entry.criteria("criteria") ?? [],
        suggest: try entry.boolean("suggest") ?? true, notes: try entry.string("notes"))
    }
  }
}
