import MoatModel

/// What one reading of a file collects beside its value. Not shared between readings.
final class ReadContext {
  /// A criterion that was named, to be looked up once all criteria are known.
  struct Reference {
    let name: String
    let span: SourceSpan
  }

  /// The end of a wildcard audit, to be compared with today.
  struct End {
    let day: Day
    let span: SourceSpan
  }

  let source: SourceText
  /// Whether what a criterion implies is named in the project's own terms. In `imports.lock` it would
  /// be in those of others, and cargo-vet leaves it out.
  let ownsCriteria: Bool
  /// Whether an entry that names its publisher twice is read as cargo-vet reads it: the number counts.
  let prefersUser: Bool
  var references: [Reference] = []
  var ends: [End] = []

  init(_ source: SourceText, ownsCriteria: Bool = true, prefersUser: Bool = false) {
    self.source = source
    self.ownsCriteria = ownsCriteria
    self.prefersUser = prefersUser
  }

  private lazy var lines = LineIndex(source.bytes)

  func failure(_ reason: VetStoreError.Reason, at span: SourceSpan) -> VetStoreError {
    VetStoreError(reason, in: source, lines: lines, at: span)
  }
}
