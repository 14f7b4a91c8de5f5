import MoatExpressions
import MoatTestSupport
import Testing

@Suite(.computes) struct `Expression template` {
  private func pieces(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return ExpressionTemplate(text).parts.map { part in
      switch part {
      case .text(let range): String(decoding: bytes[range], as: UTF8.self)
      case .expression(let expression):
        "<" + String(decoding: bytes[expression.content], as: UTF8.self)
          + (expression.failure.map { "!\($0.message)" } ?? "") + ">"
      }
    }
  }

  @Test(
    arguments: [
      ("", []), ("plain $ {{ }}", ["plain $ {{ }}"]), ("a${{ b }}c", ["a", "< b >", "c"]),
      ("${{ '}}' }}${{ 'it''s }}' }}", ["< '}}' >", "< 'it''s }}' >"]), ("${{}}", ["<>"]),
      ("é${{ x }}🦀", ["é", "< x >", "🦀"]), ("$${{ x }}", ["$", "< x >"]),
      ("${{ a", ["< a!`${{` is not closed: expected `}}`>"]),
      ("${{", ["<!`${{` is not closed: expected `}}`>"]),
      ("${{ '}}", ["< '}}!`${{` is not closed: expected `}}`>"]),
      ("${{ a b }}", ["< a b !unexpected `b` in the expression>"]),
      ("${{ x }}}", ["< x >", "}"]),
    ] as [(String, [String])])
  func `takes text apart`(text: String, wanted: [String]) {
    #expect(pieces(text) == wanted)
  }

  @Test(
    arguments: [
      ("v${{ env.v }}-${{ env.n }}", "v1-2"), ("${{ env.n }}", "2"), ("${{ }}", ""), ("x", "x"),
      ("${{ env.v == '1' }}!", "true!"), ("a${{ github.x }}", nil),
    ] as [(String, String?)])
  func `is put together again with values`(text: String, wanted: String?) throws {
    let env = ExpressionObject([
      (name: "v", value: .string("1")), (name: "n", value: .number(2)),
    ])
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject([(name: "env", value: .object(env))], isOpen: true))
    #expect(try ExpressionTemplate(text).value(of: text, with: evaluator).text == wanted)
  }

  @Test func `gives the place of each part of an expression`() throws {
    let text = "contains( github.event.x , 'a' ) && !(b[0] == 1)"
    let node = try #require(try ExpressionParser.parse(text))
    func written(_ node: ExpressionNode) -> String {
      String(decoding: Array(text.utf8)[node.span], as: UTF8.self)
    }
    #expect(written(node) == "contains( github.event.x , 'a' ) && !(b[0] == 1")
    let parts = node.children
    #expect(parts.map(written) == ["contains( github.event.x , 'a' )", "!(b[0] == 1"])
    #expect(parts[0].children.map(written) == ["github.event.x", "'a'"])
    #expect(parts[0].children[0].children.map(written) == ["github.event", "x"])
    #expect(parts[1].children.flatMap(\.children).map(written) == ["b[0]", "1"])
  }

  @Test(arguments: [
    String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
    String(repeating: "!", count: 20_000) + "1", String(repeating: "a[", count: 10_000),
    "a" + String(repeating: ".b", count: 10_000), String(repeating: "1||", count: 6_000) + "1",
    String(repeating: "format(", count: 3_000), "1" + String(repeating: "==1", count: 6_000),
    String(repeating: " ", count: 30_000),
  ])
  func `never exhausts the stack`(text: String) {
    let isFlat = text.hasPrefix("(") || text.hasPrefix("1||")
    #expect((try? ExpressionParser.parse(text)) != nil || !isFlat)
  }

  @Test(arguments: UInt64(1)...4)
  func `never traps, whatever the text`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let whole = "a${{ contains(fromJSON('[1, \"x\"]').*, github['é'].y[0]) && !(1.5e3 >= env.x) }}b"
    let evaluator = ExpressionEvaluator(contexts: ExpressionObject([], isOpen: true))
    for _ in 0..<3_000 {
      let text = String(decoding: random.damaged(Array(whole.utf8)), as: UTF8.self)
      let template = ExpressionTemplate(text)
      _ = try? template.value(of: text, with: evaluator)
      var end = 0
      for part in template.parts {
        let span =
          switch part {
          case .text(let range): range
          case .expression(let expression): expression.span
          }
        #expect(span.lowerBound == end)
        end = span.upperBound
      }
      #expect(end == text.utf8.count)
    }
  }
}
