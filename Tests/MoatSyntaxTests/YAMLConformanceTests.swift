import MoatModel
import MoatSyntax
import MoatTestSupport
import Testing

/// The [yaml-test-suite](https://github.com/yaml/yaml-test-suite) and real workflows.
@Suite(.computes, .enabled(if: SharedData.exists, "needs ../shared/data"))
struct `YAML conformance` {
  /// Cases that are decided otherwise on purpose.
  ///
  /// `ZYU8/02`: two versions behind `%YAML`. The suite itself says that this case is not useful and
  /// may become invalid, and its case `H7TQ` refuses any other word there.
  static let decidedOtherwise: Set<String> = ["ZYU8/02"]

  @Test func `gives the events of every valid case and refuses the others`() throws {
    let cases = try YAMLSuiteCase.all()
    #expect(cases.count == 406)
    #expect(cases.count(where: \.isInvalid) > 90)
    var wrong: Set<String> = []
    for one in cases {
      let stream = YAMLStream(parsing: SourceText(path: one.name, text: one.yaml))
      let isRight = one.isInvalid ? stream.failure != nil : events(of: stream) == one.events
      if !isRight { wrong.insert(one.name) }
    }
    #expect(wrong == Self.decidedOtherwise)
  }

  @Test func `tolerating columns changes no valid case`() throws {
    for one in try YAMLSuiteCase.all() where !one.isInvalid {
      let source = SourceText(path: one.name, text: one.yaml)
      let strict = YAMLStream(parsing: source)
      let tolerant = YAMLStream(parsing: source, tolerating: .lineIndentation)
      #expect(events(of: tolerant) == events(of: strict), "\(one.name)")
    }
  }

  @Test func `every place of every case and workflow holds together`() throws {
    for one in try YAMLSuiteCase.all() {
      try checkPlaces(SourceText(path: one.name, text: one.yaml))
    }
    for path in SharedData.workflows { try checkPlaces(try SharedData.source(path)) }
  }

  @Test func `reads every real workflow`() throws {
    let paths = SharedData.workflows
    #expect(paths.count > 150)
    var refused: [String] = []
    for path in paths {
      let source = try SharedData.source(path)
      let stream = YAMLStream(parsing: source, tolerating: .lineIndentation)
      #expect(stream.failure == nil, "\(path)")
      #expect(stream.documents.count == 1, "\(path)")
      if YAMLStream(parsing: source).failure != nil { refused.append(path) }
    }
    // One closes a quote at the start of a line, which YAML 1.2 does not allow.
    #expect(refused.count == 1, "\(refused)")
  }

  @Test func `finds each command of a workflow at its line`() throws {
    let path = "workflows/BurntSushi+ripgrep/.github/workflows/ci.yml"
    let source = try SharedData.source(path)
    let root = try YAMLDocument(parsing: source).root
    let lines = LineIndex(source.bytes)
    var commands = 0
    for job in try #require(root.mapping?["jobs"]?.mapping) {
      for step in try #require(job.value.mapping?["steps"]?.sequence) {
        guard let run = step.mapping?["run"]?.scalar else { continue }
        let text = run.mapped
        var offset = 0
        for line in text.string.split(separator: "\n", omittingEmptySubsequences: false) {
          defer { offset += line.utf8.count + 1 }
          guard !line.isEmpty else { continue }
          let place = lines.position(at: text.sourceOffset(ofDecoded: offset))
          let written = try #require(lines.text(ofLine: place.line))
          #expect(written.dropFirst(place.column - 1).hasPrefix(line))
          commands += 1
        }
      }
    }
    #expect(commands == 40)
  }
}

/// What must hold of every place that a stream gives.
func checkPlaces(_ source: SourceText) throws {
  let stream = YAMLStream(parsing: source, tolerating: .lineIndentation)
  let size = source.bytes.count
  for comment in stream.comments {
    #expect(source.bytes[comment.lower] == UInt8(ascii: "#"))
    #expect(!source.text(at: comment).contains("\n"))
  }
  #expect(stream.comments == stream.comments.sorted())
  for document in stream.documents {
    #expect(document.span.upper <= size)
    checkPlaces(document.root, inside: SourceSpan(0, size))
  }
}

/// Checks a node and those below it, in order and inside their parent.
private func checkPlaces(_ node: YAMLNode, inside parent: SourceSpan) {
  let source = node.stream.source
  let span = node.fullSpan
  #expect(span.lower >= parent.lower && span.upper <= parent.upper)
  #expect(node.span.lower <= node.span.upper)
  if let anchor = node.anchor { #expect(node.anchorSpan.map(source.text(at:)) == "&\(anchor)") }
  if let tag = node.tagSpan { #expect(source.bytes[tag.lower] == UInt8(ascii: "!")) }
  if let name = node.aliasName {
    #expect(source.text(at: node.span) == "*\(name)")
    #expect(node.resolved.anchor == name)
  }
  if let scalar = node.scalar { checkText(scalar) }
  var last = span.lower
  for child in children(of: node) {
    #expect(child.fullSpan.lower >= last)
    last = child.fullSpan.upper
    checkPlaces(child, inside: node.span)
  }
}

private func children(of node: YAMLNode) -> [YAMLNode] {
  if let mapping = node.mapping { return mapping.flatMap { [$0.key, $0.value] } }
  return node.sequence.map(Array.init) ?? []
}

/// Offsets never go back, never leave the scalar, and copied bytes are those of the source.
private func checkText(_ scalar: YAMLScalar) {
  let text = scalar.mapped
  let source = scalar.node.stream.source
  #expect(text.string == scalar.text)
  #expect(scalar.equals(scalar.text))
  var last = scalar.span.lower
  for (offset, byte) in text.bytes.enumerated() {
    let place = text.sourceOffset(ofDecoded: offset)
    guard place >= last, place <= source.bytes.count else {
      Issue.record("offset \(offset) of \(scalar.raw) is at \(place), behind \(last)")
      return
    }
    let written = place < source.bytes.count ? source.bytes[place] : 0
    let standsForOther = [" ", "\n", "\r", "\\", "'"].contains { $0.utf8.first == written }
    guard written == byte || standsForOther || place == source.bytes.count else {
      Issue.record("offset \(offset) of \(scalar.raw) is written otherwise")
      return
    }
    last = place
  }
  #expect(text.sourceOffset(ofDecoded: text.bytes.count) >= last)
  let whole = text.sourceSpan(ofDecoded: 0..<text.bytes.count)
  #expect(whole.lower >= scalar.span.lower)
  if scalar.style == .plain, !text.bytes.isEmpty { #expect(whole == scalar.span) }
}
