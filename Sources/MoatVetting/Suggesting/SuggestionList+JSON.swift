import MoatSyntax

extension SuggestionList {
  /// The `suggest` member of cargo-vet's JSON report.
  func json(in report: VetReport) -> JSONValue {
    .object([
      "suggestions": .array(suggestions.map { Self.json($0, report) }),
      "suggest_by_criteria": .object(
        Dictionary(
          byCriteria.map { ($0.criteria, .array($0.suggestions.map { Self.json($0, report) })) },
          uniquingKeysWith: { first, _ in first })),
      "total_lines": .number(String(totalLines)),
    ])
  }

  private static func json(_ suggestion: Suggestion, _ report: VetReport) -> JSONValue {
    .object([
      "name": .string(suggestion.task.crate),
      "notable_parents": .string(ShortList.text(suggestion.parents)),
      "suggested_criteria": .array(
        report.criteria.minimalNames(suggestion.criteria).map { .string($0) }),
      "suggested_diff": .object([
        "from": suggestion.task.from.map { .string($0.description) } ?? .null,
        "to": .string(suggestion.task.to.description),
        "diffstat": .object([
          "insertions": .number(String(suggestion.size.insertions)),
          "deletions": .number(String(suggestion.size.deletions)),
          "files_changed": .number(String(suggestion.size.filesChanged)),
        ]),
      ]),
    ])
  }
}
