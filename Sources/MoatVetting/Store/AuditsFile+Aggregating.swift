/// A list of audits with the address it was read from.
package struct AuditsSource: Hashable, Sendable {
  package let url: String
  package let file: AuditsFile

  package init(url: String, file: AuditsFile) {
    self.url = url
    self.file = file
  }
}

/// Why lists of audits do not make one list: the same name stands for different things.
package struct AggregationError: Error, Hashable, Sendable {
  package enum Difference: Hashable, Sendable {
    /// The text or its address.
    case description(first: CriteriaDefinition, second: CriteriaDefinition)
    case implies(first: [String], second: [String])
  }

  package let criterion: String
  /// Where the definition came from that was there first.
  package let firstURL: String
  package let secondURL: String
  package let difference: Difference

  /// A lowercase phrase for the user.
  package var message: String {
    let what =
      switch difference {
      case .description: "is described differently"
      case .implies: "implies different criteria"
      }
    return "`\(criterion)` \(what) in `\(firstURL)` and `\(secondURL)`"
  }
}

/// Every difference between the lists that were to be merged.
package struct AggregationErrors: Error, Hashable, Sendable {
  /// Never empty.
  package let errors: [AggregationError]
}

extension AuditsFile {
  /// Several lists as one: what `aggregate` prints, and what an import of several lists amounts to.
  ///
  /// Every entry notes the list it came from last in `aggregated-from`. Audits that are not for others
  /// are left out. A criterion that several lists define must be the same in all, and is credited to
  /// the first.
  ///
  /// - Throws: ``AggregationErrors`` with every criterion that is not.
  package static func aggregated(
    _ sources: [AuditsSource]
  ) throws(AggregationErrors) -> AuditsFile {
    var result = AuditsFile()
    var errors: [AggregationError] = []
    for source in sources {
      for name in StoreOrder.keys(source.file.criteria) {
        guard var definition = source.file.criteria[name] else { continue }
        guard let known = result.criteria[name] else {
          definition.aggregatedFrom.append(source.url)
          result.criteria[name] = definition
          continue
        }
        errors += differences(known, definition).map {
          AggregationError(
            criterion: name, firstURL: known.aggregatedFrom.last ?? "", secondURL: source.url,
            difference: $0)
        }
      }
      result.add(source.file.audits.mapValues { $0.filter(\.importable) }, to: \.audits) {
        $0.aggregatedFrom.append(source.url)
      }
      result.add(source.file.wildcardAudits, to: \.wildcardAudits) {
        $0.aggregatedFrom.append(source.url)
      }
      result.add(source.file.trusted, to: \.trusted) { $0.aggregatedFrom.append(source.url) }
    }
    guard errors.isEmpty else { throw AggregationErrors(errors: errors) }
    return result.tidied()
  }

  private static func differences(
    _ first: CriteriaDefinition, _ second: CriteriaDefinition
  ) -> [AggregationError.Difference] {
    var differences: [AggregationError.Difference] = []
    if first.description != second.description || first.descriptionURL != second.descriptionURL {
      differences.append(.description(first: first, second: second))
    }
    if first.implies != second.implies {
      differences.append(.implies(first: first.implies, second: second.implies))
    }
    return differences
  }

  private mutating func add<Entry>(
    _ map: [String: [Entry]], to place: WritableKeyPath<AuditsFile, [String: [Entry]]>,
    _ mark: (inout Entry) -> Void
  ) {
    for (crate, entries) in map {
      for entry in entries {
        var entry = entry
        mark(&entry)
        self[keyPath: place][crate, default: []].append(entry)
      }
    }
  }
}
