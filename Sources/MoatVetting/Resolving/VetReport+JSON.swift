package import MoatSyntax

extension VetReport {
  /// The report in the form of `cargo vet --output-format=json`, without the order of keys.
  ///
  /// - Parameter suggestions: the `suggest` member of a report on missing audits; nil makes it null.
  package func json(suggestions: SuggestionList? = nil) -> JSONValue {
    switch conclusion {
    case .success:
      .object([
        "conclusion": .string("success"), "vetted_fully": packages(fully),
        "vetted_partially": packages(partially), "vetted_with_exemptions": packages(exempted),
      ])
    case .missingAudits:
      .object([
        "conclusion": .string("fail (vetting)"),
        "failures": .array(
          failures.map { place, missing in
            .object([
              "name": .string(graph.packages[place].name),
              "version": .string(graph.packages[place].version.description),
              "missing_criteria": .array(criteria.minimalNames(missing).map { .string($0) }),
            ])
          }),
        "suggest": suggestions.map { $0.json(in: self) } ?? .null,
      ])
    case .violations:
      .object([
        "conclusion": .string("fail (violation)"),
        "violations": .object(
          Dictionary(
            violations.map { place, conflicts in
              (graph.packages[place].label, .array(conflicts.map { json($0) }))
            }, uniquingKeysWith: { _, last in last })),
      ])
    }
  }

  private func packages(_ places: [Int]) -> JSONValue {
    .array(
      places.map { place in
        .object([
          "name": .string(graph.packages[place].name),
          "version": .string(graph.packages[place].version.description),
        ])
      })
  }

  private func json(_ conflict: ViolationConflict) -> JSONValue {
    let source = json(optional: conflict.violation.importName)
    let violation = entries.audit(conflict.violation).map { Self.json($0) } ?? .null
    switch conflict {
    case .exemption(let reference, let place):
      let exemption = entries.exemptions[reference.crate]?.at(place)
      return .object([
        "UnauditedConflict": .object([
          "violation_source": source, "violation": violation,
          "exemptions": exemption.map { Self.json($0) } ?? .null,
        ])
      ])
    case .audit(_, let reference):
      return .object([
        "AuditConflict": .object([
          "violation_source": source, "violation": violation,
          "audit_source": json(optional: reference.importName),
          "audit": entries.audit(reference).map { Self.json($0) } ?? .null,
        ])
      ])
    }
  }

  private func json(optional text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private static func json(_ entry: AuditEntry) -> JSONValue {
    var members: [String: JSONValue] = [
      "criteria": json(entry.criteria), "version": .null, "delta": .null, "violation": .null,
      "importable": entry.importable ? .null : .bool(false),
      "notes": entry.notes.map { .string($0) } ?? .null,
    ]
    switch entry.kind {
    case .full(let version): members["version"] = .string(version.description)
    case .delta(let from, let to): members["delta"] = .string("\(from) -> \(to)")
    case .violation(let range): members["violation"] = .string(range.description)
    }
    if !entry.who.isEmpty { members["who"] = json(entry.who) }
    if !entry.aggregatedFrom.isEmpty { members["aggregated-from"] = json(entry.aggregatedFrom) }
    return .object(members)
  }

  private static func json(_ exemption: Exemption) -> JSONValue {
    var members: [String: JSONValue] = [
      "version": .string(exemption.version.description), "criteria": json(exemption.criteria),
      "notes": exemption.notes.map { .string($0) } ?? .null,
    ]
    if !exemption.suggest { members["suggest"] = .bool(false) }
    return .object(members)
  }

  /// A list of one text is written as the text.
  private static func json(_ texts: [String]) -> JSONValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }
}
