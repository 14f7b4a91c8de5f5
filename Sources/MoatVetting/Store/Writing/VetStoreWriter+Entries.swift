import MoatModel

extension VetStoreWriter {
  static func write(
    _ declaration: ImportDeclaration, _ path: String, _ builder: inout StoreTextBuilder
  ) {
    builder.table(path)
    builder.strings("url", declaration.urls)
    if !declaration.exclude.isEmpty { builder.list("exclude", declaration.exclude) }
    if !declaration.criteriaMap.isEmpty {
      builder.tableMap("\(path).criteria-map", declaration.criteriaMap)
    }
  }

  /// A policy that says nothing keeps its header; one that only has a table of its own needs none.
  static func write(_ policy: CratePolicy, _ path: String, _ builder: inout StoreTextBuilder) {
    var own = StoreTextBuilder(heading: "")
    let start = own.text
    own.flag("audit-as-crates-io", policy.auditAsCratesIO)
    own.strings("criteria", policy.criteria)
    own.strings("dev-criteria", policy.devCriteria)
    let map = policy.dependencyCriteria
    let isInline = map.isEmpty || own.inlineMap("dependency-criteria", map)
    own.string("notes", policy.notes)
    if own.text != start || isInline {
      builder.table(path)
      builder.append(own.text.dropFirst(start.count))
    }
    if !isInline { builder.tableMap("\(path).dependency-criteria", map) }
  }

  static func write(_ exemption: Exemption, _ builder: inout StoreTextBuilder) {
    builder.string("version", exemption.version.description)
    builder.strings("criteria", exemption.criteria)
    if !exemption.suggest { builder.flag("suggest", false) }
    builder.string("notes", exemption.notes)
  }

  /// The tables of an audits file, which is tidy already.
  ///
  /// - Parameter prefix: what comes before the keys in headers; empty or with a dot at the end.
  static func write(
    _ file: AuditsFile, _ prefix: String, _ names: PublisherNames,
    _ builder: inout StoreTextBuilder
  ) {
    for name in StoreOrder.keys(file.criteria) {
      guard let definition = file.criteria[name] else { continue }
      builder.table("\(prefix)criteria.\(StoreString.key(name))")
      builder.string("description", definition.description)
      builder.string("description-url", definition.descriptionURL)
      builder.stringsUnlessEmpty("implies", definition.implies)
      builder.stringsUnlessEmpty("aggregated-from", definition.aggregatedFrom)
    }
    write(file.wildcardAudits, "\(prefix)wildcard-audits", &builder) { write($0, names, &$1) }
    if file.audits.isEmpty { builder.table("\(prefix)audits") }
    write(file.audits, "\(prefix)audits", &builder, write)
    write(file.trusted, "\(prefix)trusted", &builder) { write($0, names, &$1) }
  }

  static func write(
    _ audit: WildcardAudit, _ names: PublisherNames, _ builder: inout StoreTextBuilder
  ) {
    builder.stringsUnlessEmpty("who", audit.who)
    builder.strings("criteria", audit.criteria)
    write(audit.source, names, &builder)
    builder.string("start", audit.start.description)
    builder.string("end", audit.end.description)
    builder.flag("renew", audit.renew)
    builder.string("notes", audit.notes)
    builder.stringsUnlessEmpty("aggregated-from", audit.aggregatedFrom)
  }

  static func write(_ audit: AuditEntry, _ builder: inout StoreTextBuilder) {
    builder.stringsUnlessEmpty("who", audit.who)
    builder.strings("criteria", audit.criteria)
    switch audit.kind {
    case .full(let version): builder.string("version", version.description)
    case .delta(let from, let to): builder.string("delta", "\(from) -> \(to)")
    case .violation(let versions): builder.string("violation", versions.description)
    }
    if !audit.importable { builder.flag("importable", false) }
    builder.string("notes", audit.notes)
    builder.stringsUnlessEmpty("aggregated-from", audit.aggregatedFrom)
  }

  static func write(
    _ entry: TrustEntry, _ names: PublisherNames, _ builder: inout StoreTextBuilder
  ) {
    builder.strings("criteria", entry.criteria)
    write(entry.source, names, &builder)
    builder.string("start", entry.start.description)
    builder.string("end", entry.end.description)
    builder.string("notes", entry.notes)
    builder.stringsUnlessEmpty("aggregated-from", entry.aggregatedFrom)
  }

  static func write(_ row: PublisherRow, _ builder: inout StoreTextBuilder) {
    builder.string("version", row.version.description)
    builder.string("when", row.when.description)
    write(row.source, .none, &builder)
    guard case .user = row.source else { return }
    builder.string("user-login", row.userLogin)
    builder.string("user-name", row.userName)
  }

  static func write(_ row: UnpublishedRow, _ builder: inout StoreTextBuilder) {
    builder.string("version", row.version.description)
    builder.string("audited_as", row.auditedAs.description)
  }

  private static func write(
    _ source: PublisherSource, _ names: PublisherNames, _ builder: inout StoreTextBuilder
  ) {
    switch source {
    case .user(let user): builder.number("user-id", user, remark: names[user])
    case .trustedPublisher(let name): builder.string("trusted-publisher", name)
    }
  }
}
