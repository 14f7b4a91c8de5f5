package import MoatInspection
package import MoatModel
package import MoatVetting

/// The verdict as JSON of Moat's own, version 1.
package struct VetReportJSON: Sendable {
  private let report: VetReport
  private let suggestions: SuggestionList?
  private let costs: [AuditTask: ReviewCost]
  private let unread: [PackageIdentity]
  private let isUndetermined: Bool
  private let crev: CrevJSON?

  /// - Parameters:
  ///   - costs: of the suggestions, as far as is known.
  ///   - unread: local packages whose manifests were not read.
  ///   - isUndetermined: whether the missing audits may be missing only because of those, or of
  ///     reviews that were not read.
  ///   - crev: what reviews say of what is locked; nil where none were looked for.
  package init(
    _ report: VetReport, suggestions: SuggestionList?, costs: [AuditTask: ReviewCost] = [:],
    unread: [PackageIdentity], isUndetermined: Bool, crev: CrevJSON? = nil
  ) {
    self.crev = crev
    self.costs = costs
    self.report = report
    self.suggestions = suggestions
    self.unread = unread
    self.isUndetermined = isUndetermined
  }

  /// `{"format":"moat-vet","version":1,"conclusion":…,"packages":[…],…}`. The conclusion is
  /// `success`, `missing-audits`, `violations` or `undetermined`.
  package func text() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-vet")
      writer.member("version", 1)
      writer.member("conclusion", conclusion)
      writer.array("packages") { writer in
        let resting = Dictionary(
          report.restingOnReviews.map { ($0.place, $0.reviews) }
        ) { first, _ in first }
        for place in report.graph.packages.indices { package(place, resting[place], &writer) }
      }
      writer.member("unreadManifests", unread.map(\.description))
      if let crev { writer.object("crev") { crev.write(to: &$0) } }
      writer.key("suggestions")
      guard let suggestions else {
        writer.value(nil as String?)
        return
      }
      writer.object { writer in
        writer.member("totalLines", suggestions.totalLines)
        writer.array("audits") { writer in
          for suggestion in suggestions.suggestions { audit(suggestion, &writer) }
        }
        writer.array("lists") { writer in
          for offer in suggestions.peers {
            writer.object { writer in
              writer.member("name", offer.name)
              writer.member("urls", offer.urls)
              writer.member("covers", offer.covered)
              writer.member("shortens", offer.shortened)
              writer.member("linesLess", offer.linesLess)
            }
          }
        }
        writer.array("unsized") { writer in
          for task in suggestions.unsized {
            writer.object { writer in Self.task(task, &writer) }
          }
        }
      }
    }
    return writer.text + "\n"
  }

  private var conclusion: String {
    if isUndetermined { return "undetermined" }
    return switch report.conclusion {
    case .success: "success"
    case .missingAudits: "missing-audits"
    case .violations: "violations"
    }
  }

  /// - Parameter reviews: what it rests on of reviews in crev; nil where it does not.
  private func package(_ place: Int, _ reviews: [Int]?, _ writer: inout JSONWriter) {
    let package = report.graph.packages[place]
    let standing = report.standings[place]
    if standing == .firstParty { return }
    writer.object { writer in
      writer.member("name", package.name)
      writer.member("version", package.version.description)
      writer.member(
        "standing", standing == .fully && reviews != nil ? "reviewed-in-crev" : Self.word(standing))
      writer.member("required", report.criteria.minimalNames(report.requirements[place]))
      if case .missing(let missing) = standing {
        writer.member("missing", report.criteria.minimalNames(missing))
      }
      if case .contradicted(let conflicts) = standing {
        writer.array("violations") { writer in
          for violation in Set(conflicts.map(\.violation)).sorted(by: Self.precedes) {
            writer.object { writer in
              writer.member("import", violation.importName)
              let entry = report.entries.audit(violation)
              writer.member("versions", entry.map { VetWording.subject($0.kind) })
              writer.member("criteria", entry?.criteria ?? [])
            }
          }
        }
      }
      if let reviews {
        writer.member("reviewersInCrev", report.reviewers(reviews, of: place))
      }
      writer.member("devOnly", package.isDevOnly)
    }
  }

  private static func precedes(_ left: EntryReference, _ right: EntryReference) -> Bool {
    (left.importName ?? "", left.index) < (right.importName ?? "", right.index)
  }

  private static func word(_ standing: VetReport.Standing) -> String {
    switch standing {
    case .firstParty: "first-party"
    case .leftOut: "not-built"
    case .fully: "fully-audited"
    case .partially: "partially-audited"
    case .exempted: "exempted"
    case .missing: "missing-audits"
    case .contradicted: "violation"
    }
  }

  private func audit(_ suggestion: Suggestion, _ writer: inout JSONWriter) {
    writer.object { writer in
      Self.task(suggestion.task, &writer)
      writer.member("criteria", report.criteria.minimalNames(suggestion.criteria))
      writer.member("lines", suggestion.size.lines)
      writer.member("builtCode", costs[suggestion.task]?.builtCode)
      writer.member("insertions", suggestion.size.insertions)
      writer.member("deletions", suggestion.size.deletions)
      writer.member("filesChanged", suggestion.size.filesChanged)
      writer.member("publisher", suggestion.publisher?.identifier)
      writer.member("neededBy", suggestion.parents)
    }
  }

  private static func task(_ task: AuditTask, _ writer: inout JSONWriter) {
    writer.member("name", task.crate)
    writer.member("from", task.from?.description)
    writer.member("to", task.to.description)
  }
}
