/// Commands in order, each an and-or list.
typealias BashList = [BashAndOr]

/// Pipelines joined by `&&` and `||`, which bind alike and to the left.
struct BashAndOr {
  var first: BashPipeline
  var rest: [(isAnd: Bool, pipeline: BashPipeline)] = []
  var isBackground = false
}

struct BashPipeline {
  var commands: [BashNode]
  var isNegated = false
}

indirect enum BashNode {
  case simple(BashSimple)
  /// `{ … }` or `( … )`
  case group(BashList, isSubshell: Bool, [BashRedirect])
  case branch([(condition: BashList, body: BashList)], otherwise: BashList?, [BashRedirect])
  /// `while` and `until`
  case loop(condition: BashList, body: BashList, [BashRedirect])
  /// `for` and `select`; without words it goes over the script's arguments.
  case each(name: String, words: [BashWord], body: BashList, [BashRedirect])
  case choice(BashWord, [BashList], [BashRedirect])
  case function(name: String, body: BashNode)
}

struct BashSimple {
  var assignments: [BashAssignment] = []
  var words: [BashWord] = []
  /// What `export`, `local` and the like assign.
  var declared: [BashAssignment] = []
  var redirects: [BashRedirect] = []
  var range: Range<Int>
}

struct BashAssignment {
  enum Value {
    case scalar(BashWord)
    case array([BashWord])
  }

  let name: String
  let isAppend: Bool
  /// `name[1]=`: one element, which is not followed.
  let isElement: Bool
  let value: Value
  let range: Range<Int>
}

struct BashRedirect {
  let sign: String
  let descriptor: Int?
  let target: BashWord
  /// The place of its body among the parser's here-documents.
  let document: Int?
  let range: Range<Int>
}

struct BashWord {
  var pieces: [BashPiece] = []
  var range: Range<Int>

  /// The word, if it is one piece of text.
  var literal: String? {
    guard pieces.count == 1, case .literal(let text, _) = pieces[0] else { return nil }
    return text
  }

  /// The word, if it is plain text without any quote.
  var bare: String? {
    guard pieces.count == 1, case .literal(let text, isQuoted: false) = pieces[0] else {
      return nil
    }
    return text
  }
}

indirect enum BashPiece {
  case literal(String, isQuoted: Bool)
  /// A mask, by its offset.
  case mask(Int, isQuoted: Bool)
  case parameter(BashParameter, isQuoted: Bool)
  case substitution(BashList, isQuoted: Bool)
  /// `<( … )` and `>( … )`
  case process(BashList)
  /// Arithmetic.
  case unknown(isQuoted: Bool)
}

/// `$name` or `${name…}`
struct BashParameter {
  let name: String
  /// What follows the name: `:-`, `%`, `[@]`; empty for the plain value.
  let operation: String
  /// The word after the operation.
  let argument: BashWord?
  /// What is between the braces.
  let source: String
}
