package import MoatModel
import MoatSyntax

/// Changes a file of a store without destroying what only people wrote in it.
///
/// cargo-vet writes a file anew on every change, and its `--locked` refuses a file that it would write
/// otherwise. So a file that is canonical stays so. One that has comments, or keys that cargo-vet does
/// not know, fails `--locked` already; of such a file only the lines that must change are changed, and
/// the rest stays as it is until somebody asks for `fmt` and agrees to the loss.
///
/// `imports.lock` is nobody's to edit and is always written anew.
package struct StoreEdit: Hashable, Sendable {
  /// Something that a canonical text has no place for.
  package struct Loss: Hashable, Sendable {
    /// As it is in the file, and not safe to print.
    package let text: String
    /// The line it starts on; nil for what went with an entry that changed.
    package let line: Int?

    package init(text: String, line: Int?) {
      self.text = text
      self.line = line
    }
  }

  package let text: String
  /// What went with the entries that changed.
  package let lost: [Loss]
  /// Whether the text is what cargo-vet would write.
  package let isCanonical: Bool

  package init(text: String, lost: [Loss], isCanonical: Bool) {
    self.text = text
    self.lost = lost
    self.isCanonical = isCanonical
  }

  /// Why a file cannot be changed in place.
  package enum Failure: Error, Hashable, Sendable {
    case unreadable(VetStoreError)
    /// What has to change is written in a way that the change has no place in; a canonical text would
    /// lose this much.
    case noPlace(wouldLose: [Loss])

    package var message: String {
      switch self {
      case .unreadable(let error): error.message
      case .noPlace:
        "what has to change is written in a form of its own, and cannot be edited in place"
      }
    }

    package var help: String {
      switch self {
      case .unreadable(let error): error.help ?? "mend the file first"
      case .noPlace: "run `cargo moat vet fmt`; it shows first what would be lost"
      }
    }
  }

  /// The new text of a `config.toml`.
  package static func configuration(
    _ source: SourceText, to new: VetConfiguration
  ) throws(Failure) -> StoreEdit {
    let old = try reading { () throws(VetStoreError) in try VetStoreReader.configuration(source) }
    return try edited(
      source, .configuration, from: VetStoreWriter.text(of: old), to: VetStoreWriter.text(of: new)
    ) { (merged) throws(VetStoreError) in
      try VetStoreReader.configuration(merged).tidied() == new.tidied()
    }
  }

  /// The new text of an `audits.toml`.
  ///
  /// - Parameters:
  ///   - oldNames: the names of publishers as the `imports.lock` of the old text has them.
  ///   - newNames: as the new one has them.
  package static func audits(
    _ source: SourceText, to new: AuditsFile, oldNames: PublisherNames, newNames: PublisherNames
  ) throws(Failure) -> StoreEdit {
    let old = try reading { () throws(VetStoreError) in try VetStoreReader.audits(source) }
    return try edited(
      source, .audits, from: VetStoreWriter.text(of: old, publisherNames: oldNames),
      to: VetStoreWriter.text(of: new, publisherNames: newNames)
    ) { (merged) throws(VetStoreError) in
      try VetStoreReader.audits(merged).tidied() == new.tidied()
    }
  }

  private static func reading<Value>(
    _ read: () throws(VetStoreError) -> Value
  ) throws(Failure) -> Value {
    do throws(VetStoreError) { return try read() } catch { throw .unreadable(error) }
  }

  /// - Parameter says: whether a text says what the new one says.
  private static func edited(
    _ source: SourceText, _ file: StoreFile, from canonical: String, to new: String,
    _ says: (SourceText) throws(VetStoreError) -> Bool
  ) throws(Failure) -> StoreEdit {
    if CanonicalText.difference(from: source, to: canonical) == nil {
      return StoreEdit(text: new, lost: [], isCanonical: true)
    }
    let losses = losses(in: source, file, canonical: canonical)
    guard !losses.isEmpty else { return StoreEdit(text: new, lost: [], isCanonical: true) }
    guard canonical != new else {
      return StoreEdit(text: source.text(at: .whole(source)), lost: [], isCanonical: false)
    }
    guard
      let merge = LineMerge(
        base: Array(canonical.utf8), mine: source.bytes, theirs: Array(new.utf8))
    else { throw .noPlace(wouldLose: losses) }
    let merged = SourceText(path: source.path, bytes: merge.text)
    // Lines know nothing of tables: only what reads back as meant is taken.
    let isMeant: Bool
    do throws(VetStoreError) { isMeant = try says(merged) } catch { isMeant = false }
    guard isMeant else { throw .noPlace(wouldLose: losses) }
    let lost = merge.lost.map { String(decoding: $0, as: UTF8.self) }
      .filter { !Trimming.both($0[...]).isEmpty }
    return StoreEdit(
      text: merged.text(at: .whole(merged)), lost: lost.map { Loss(text: $0, line: nil) },
      isCanonical: false)
  }

  /// What of a file that reads a canonical text would not have: comments, and keys that cargo-vet does
  /// not know, in the order of the file.
  ///
  /// - Parameter canonical: what the file should be written as.
  package static func losses(
    in source: SourceText, _ file: StoreFile, canonical: String
  ) -> [Loss] {
    var kept: [String: Int] = [:]
    let target = SourceText(path: source.path, text: canonical)
    for span in TOMLComments.spans(in: target.bytes) {
      kept[target.text(at: span), default: 0] += 1
    }
    var spans: [SourceSpan] = []
    for span in TOMLComments.spans(in: source.bytes) {
      let text = source.text(at: span)
      if let count = kept[text], count > 0 { kept[text] = count - 1 } else { spans.append(span) }
    }
    spans += unknownEntries(in: source, file).map {
      SourceSpan($0.keySpan.lower, max($0.keySpan.upper, $0.value.span.upper))
    }
    let lines = LineIndex(source.bytes)
    return spans.sorted().map {
      Loss(text: source.text(at: $0), line: lines.position(at: $0.lower).line)
    }
  }

  /// Empty for a text that is no TOML, which was refused before.
  private static func unknownEntries(in source: SourceText, _ file: StoreFile) -> [TOMLEntry] {
    do throws(TOMLError) {
      return file.shape.unknownEntries(in: try TOMLDocument(parsing: source).root)
    } catch {
      return []
    }
  }
}

extension SourceSpan {
  static func whole(_ source: SourceText) -> SourceSpan { SourceSpan(0, source.bytes.count) }
}
