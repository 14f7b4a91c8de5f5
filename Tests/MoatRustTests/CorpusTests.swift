import MoatRust
import MoatTestSupport
import Testing

/// Real crates: all bytes are in tokens, and none of them is a problem.
@Suite(.tags(.corpus), .enabled(if: SharedData.isPresent)) struct `Real crates` {
  /// Files that rustc refuses as well: they are inputs of tests.
  private static let refused: Set<String> = []

  @Test func `are cut into tokens without a rest`() throws {
    var files = 0
    for source in try RealSource.all() {
      let tokens = Pieces.all(source.bytes)
      #expect(Pieces.areWhole(tokens, in: source.bytes), "\(source.path)")
      let isRefused = Self.refused.contains(source.path)
      #expect(tokens.contains { $0.kind == .problem } == isRefused, "\(source.path)")
      files += 1
    }
    #expect(files > 1_000)
  }

  @Test func `are read`() throws {
    var paths = 0
    for source in try RealSource.all(step: 4) {
      let read = RustSource(bytes: source.bytes)
      for path in read.paths() {
        paths += 1
        #expect(path.tokens.upperBound < read.tokens.count)
        if paths.isMultiple(of: 50) { #expect(!read.name(of: path).isEmpty, "\(source.path)") }
      }
      let lines = LineClassifier(read)
      #expect(lines.kinds.count == source.bytes.lines)
      for item in read.items { #expect(item.tokens.upperBound < read.tokens.count) }
    }
    #expect(paths > 10_000)
  }
}

extension [UInt8] {
  /// As `wc -l` counts, and one for what follows the last line break.
  fileprivate var lines: Int {
    count { $0 == 0x0A } + (isEmpty || last == 0x0A ? 0 : 1)
  }
}
