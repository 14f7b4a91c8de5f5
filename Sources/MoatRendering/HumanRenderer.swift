package import MoatFindings

/// The report for people at a terminal, shaped like rustc's.
///
/// Most severe first; within a standing by rule, in the report's order. Warnings of one rule share
/// a block, so that a large project's report stays a few screens long; ``Verbosity/verbose`` shows
/// each by itself.
package struct HumanRenderer: Sendable {
  /// How much is shown; the summary and the verdict always are.
  package enum Verbosity: Hashable, Sendable {
    /// Only the summary and the verdict.
    case quiet
    /// Without notes and suppressed findings, with repetition folded.
    case normal
    /// Everything but what the policy allows, each finding in full.
    case verbose
  }

  /// What the caller knows about the terminal and the reader.
  package struct Options: Hashable, Sendable {
    /// Columns to wrap at; words and locations that are wider stand out.
    package let width: Int
    package let isColored: Bool
    package let verbosity: Verbosity

    /// Narrower than this, wrapping would leave a word or two a line.
    package static let leastWidth = 40

    /// A width below ``leastWidth`` becomes it.
    package init(width: Int = 80, isColored: Bool = false, verbosity: Verbosity = .normal) {
      self.width = max(width, Self.leastWidth)
      self.isColored = isColored
      self.verbosity = verbosity
    }

    var style: Style { Style(isColored: isColored) }
  }

  /// More errors of one rule than this share a block: each a few lines instead of a dozen.
  static let foldingThreshold = 3

  private let options: Options
  private let summaries: [String: String]

  /// - Parameter rules: gives folded blocks their headings; without it they only count.
  package init(_ options: Options = Options(), rules: [RuleInfo] = []) {
    self.options = options
    summaries = Dictionary(
      rules.map { ($0.id, $0.summary) }, uniquingKeysWith: { first, _ in first })
  }

  /// The report with the summary and the verdict at its end, and a final newline.
  package func render(_ report: Report) -> String {
    let summary = Summary(report)
    var blocks = options.verbosity == .quiet ? [] : blocks(of: report)
    blocks.append(closing(summary))
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The last lines, which ``GitHubRenderer`` shares.
  func closing(_ summary: Summary) -> [String] {
    let style = Style(isColored: options.isColored)
    let tally = summary.tally(hidesNotes: options.verbosity != .verbose)
    let counts = TerminalText.wrapped(
      "moat: \(tally) · \(summary.extent)", width: options.width, hanging: 6)
    let verdict = TerminalText.wrapped(
      "verdict: \(summary.outcome)", width: options.width, hanging: 9)
    let proofs =
      summary.proofs.map {
        TerminalText.wrapped("proof: \($0)", width: options.width, hanging: 7)
      } ?? []
    let build =
      summary.build.map {
        TerminalText.wrapped("build: \($0)", width: options.width, hanging: 7)
      } ?? []
    let reviews =
      summary.reviews.map {
        TerminalText.wrapped("crev: \($0)", width: options.width, hanging: 6)
      } ?? []
    return counts + build + proofs + reviews + verdict.map(style.bold)
  }

  private func blocks(of report: Report) -> [[String]] {
    let writer = HumanBlock(
      placements: Placements(report), width: options.width,
      style: Style(isColored: options.isColored))
    let shown: [Standing] =
      options.verbosity == .verbose
      ? [.tampering, .error, .undetermined, .warning, .note, .suppressed]
      : [.tampering, .error, .undetermined, .warning]
    let standings = Dictionary(grouping: report.findings, by: Standing.init)
    return shown.flatMap { standing in
      Batch.batches(of: standings[standing] ?? [], standing).flatMap { batch in
        options.verbosity == .verbose
          ? batch.entries.map { writer.full($0, standing) } : folded(batch, writer)
      }
    }
  }

  private func folded(_ batch: Batch, _ writer: HumanBlock) -> [[String]] {
    let entries = batch.entries
    switch batch.standing {
    case .tampering:
      return entries.map { writer.full($0, batch.standing) }
    case .error:
      guard entries.count > Self.foldingThreshold else {
        return entries.map { writer.full($0, batch.standing) }
      }
      return [writer.list(entries, batch, summary: summaries[batch.rule])]
    case .undetermined, .warning, .note, .suppressed, .allowed:
      guard entries.count > 1 else { return entries.map { writer.full($0, batch.standing) } }
      return [writer.list(entries, batch, summary: summaries[batch.rule])]
    }
  }
}
