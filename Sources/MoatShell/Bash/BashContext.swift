/// Where a command stands while it is walked.
struct BashContext {
  let frame: BashFrame
  var function: String?
  var isConditional = false
  /// Whether `-e` has effect here: not in tests, nor before `&&` and `||`.
  var honoursErrexit = true
  /// What becomes of the result of what is walked.
  var status: ShellOutcome = .stops
  var follows: ShellConnector = .sequence
  var place: ShellPipelinePlace?
  /// Of the blocks around it.
  var redirects: [ShellRedirect] = []
  var depth = 0

  init(frame: BashFrame) { self.frame = frame }

  var testing: BashContext {
    var context = self
    context.status = .decides
    context.honoursErrexit = false
    return context
  }
}

/// A script, or a script quoted in it, with its place in the whole.
final class BashFrame {
  let source: ShellSource
  let documents: [BashWord]
  /// The range everything in it is reported at; nil where places can be told exactly.
  private let whole: Range<Int>?
  private let base: Int

  init(source: ShellSource, documents: [BashWord], whole: Range<Int>?, base: Int) {
    self.source = source
    self.documents = documents
    self.whole = whole
    self.base = base
  }

  func range(_ range: Range<Int>) -> Range<Int> {
    whole ?? range.lowerBound + base..<range.upperBound + base
  }

  var isOutermost: Bool { whole == nil && base == 0 }

  func offset(_ offset: Int) -> Int { whole?.lowerBound ?? offset + base }
}
