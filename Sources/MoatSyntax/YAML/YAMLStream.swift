package import MoatModel

/// The documents of one YAML text, up to the first error.
///
/// Reads [YAML 1.2](https://yaml.org/spec/1.2.2/). A value proves that each of ``documents`` is
/// well-formed; if ``failure`` is set, the text after the last of them was not read. It proves
/// nothing about what the keys mean.
///
/// Nodes and documents are handles into the stream; text is decoded when asked for. Line endings
/// in decoded text are `\n`, whatever the source has. A carriage return alone ends a line, as YAML
/// has it, though ``LineIndex`` counts no line for it. `<<` is an ordinary key: YAML 1.2 has no
/// merging, and neither has GitHub.
///
/// Read more generously than the specification has it: control characters above U+007E anywhere,
/// and a blank line with tabs inside quotes.
package final class YAMLStream: Sendable {
  /// The largest text in bytes, 32 MiB.
  ///
  /// Offsets are kept in 32 bits, and a text of nothing but commas and letters takes about 20
  /// times its size as nodes. GitHub reads workflows up to 500 KiB and the largest known
  /// collection of audits as proofs has a few MiB.
  package static let maximumSize = 32 << 20

  /// How many collections may enclose a node, aliases followed. A collection that is a key counts
  /// one less.
  ///
  /// GitHub's runner refuses files of more than
  /// [100](https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManifestManager.cs).
  /// Low enough that neither the parser, as a release build has it, nor a recursive reader can
  /// exhaust a thread's 512 KiB stack.
  package static let maximumDepth = 128

  /// How many nodes the aliases of a document may stand for, counted as often as a reader meets
  /// them: a few lines of aliases to aliases would otherwise keep it busy for ever.
  ///
  /// GitHub's runner stops at as many nodes of any kind.
  package static let maximumAliasedNodes = 1_000_000

  /// How many characters a key may have in front of its colon, unless `?` introduces it: the
  /// specification's limit.
  package static let maximumKeyLength = 1024

  /// What was parsed.
  package let source: SourceText
  /// What is wrong with the text behind the last of ``documents``.
  package let failure: YAMLError?
  /// Every comment that was met, from `#` to the end of its line, in order; those behind
  /// ``failure`` are missing.
  package let comments: [SourceSpan]

  let records: [YAMLRecord]
  let properties: [YAMLProperties]
  let documentRecords: [YAMLDocumentRecord]
  let problems: [YAMLProblem]

  /// Parses as many documents as there are.
  package init(parsing source: SourceText, tolerating tolerance: YAMLTolerance = .nothing) {
    self.source = source
    var parser = YAMLParser(source.bytes, tolerance: tolerance)
    do throws(YAMLRefusal) {
      try parser.parseStream()
      failure = nil
    } catch {
      failure = parser.failure
    }
    comments = parser.comments
    records = parser.records
    properties = parser.properties
    documentRecords = parser.documents
    problems = parser.problems
  }

  /// The complete documents in front of ``failure``, in order. A text of comments has none.
  package var documents: [YAMLDocument] {
    documentRecords.indices.map { YAMLDocument(stream: self, index: $0) }
  }
}
