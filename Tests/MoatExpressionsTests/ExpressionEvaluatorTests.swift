import MoatExpressions
import Testing

@Suite struct `Expression with unknown values` {
  /// `env.KNOWN` is `yes`, everything else is not known.
  private func value(_ text: String) throws -> ExpressionValue {
    let env = ExpressionObject([(name: "KNOWN", value: .string("yes"))], isOpen: true)
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject([(name: "env", value: .object(env))], isOpen: true))
    guard let node = try ExpressionParser.parse(text) else { return .null }
    return try evaluator.value(of: node)
  }

  @Test(arguments: [
    "env.known", "env['Known']", "github.x && env.known || env.known", "true && env.known",
    "case(true, env.known, github.x)", "fromJSON(toJSON(env.known))", "env.known || github.x",
    "join(fromJSON('[\"yes\"]'), github.x)", "format('{0}', env.known)", "always() && 'yes'",
  ])
  func `is known where they cannot matter`(text: String) throws {
    let isDecided = text.hasPrefix("github")
    #expect(try value(text).text == (isDecided ? nil : "yes"))
  }

  @Test(arguments: [
    "github.ref", "env.other", "env", "!github.x", "github.x == github.x", "env.known == github.x",
    "github.x || true", "env.known && github.x", "format('{0}{1}', env.known, github.x)",
    "contains(github.x, 'a')", "startsWith('a', github.x)", "join(github.x)", "toJSON(env)",
    "fromJSON(github.x)", "github.*.x", "env[github.x]", "fromJSON('[1]')[github.x]", "success()",
    "hashFiles('a')", "case(github.x, 1, 2)", "contains(fromJSON('[1]'), github.x)",
  ])
  func `is unknown where they may matter`(text: String) throws {
    #expect(try value(text).text == nil || text == "env")
  }

  @Test(arguments: [
    ("github.x && false", false), ("false && github.x", false), ("github.x || true", true),
    ("github.x && true", nil), ("!(github.x || env.known)", false), ("!(github.x && false)", true),
    ("github.x", nil), ("(github.x || github.y) && env.known == 'no'", false), ("env.known", true),
    ("github.x || env.known == 'no'", nil), ("!github.x", nil),
  ])
  func `holds or not as a condition where the rest cannot change it`(
    text: String, holds: Bool?
  ) throws {
    let env = ExpressionObject([(name: "KNOWN", value: .string("yes"))], isOpen: true)
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject([(name: "env", value: .object(env))], isOpen: true))
    let node = try #require(try ExpressionParser.parse(text))
    #expect(try evaluator.truth(of: node) == holds)
  }

  @Test func `is known to be in a list whatever else is`() throws {
    let list = ExpressionArray([.unknown, .string("a")])
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject([(name: "list", value: .array(list))]))
    func result(_ text: String) throws -> Bool? {
      let node = try #require(try ExpressionParser.parse(text))
      return try evaluator.value(of: node).isTruthy
    }
    #expect(try result("contains(list, 'A')") == true)
    #expect(try result("contains(list, 'b')") == nil)
    #expect(try result("list[1] == 'a'") == true)
    #expect(try result("list[0] == 'a'") == nil)
  }

  @Test(
    arguments: [
      (1e15, "1E+15"), (123_456_789_012_345, "123456789012345"), (1.5e300, "1.5E+300"),
      (0.00001, "1E-05"), (0.0001, "0.0001"), (0.1 + 0.2, "0.3"), (2.0 / 3.0, "0.666666666666667"),
      (-1.25, "-1.25"), (999_999_999_999_999.9, "1E+15"), (1e-300, "1E-300"),
    ] as [(Double, String)])
  func `writes numbers with fifteen digits`(number: Double, text: String) {
    #expect(ExpressionValue.number(number).text == text)
  }

  @Test(arguments: [
    "fromJSON('')", "fromJSON('[1')", "fromJSON('{1:2}')", "fromJSON('\"\\u12\"')",
    "fromJSON('01x')",
    "fromJSON('[1] 2')", "fromJSON('\"a')", "format('{', 1)", "format('{999}', 1)",
  ])
  func `refuses at evaluation`(text: String) {
    #expect(throws: ExpressionError.self) { try value(text) }
  }

  @Test(arguments: [
    "format('yes', fromJSON('x'))", "join(fromJSON('[\"yes\"]'), fromJSON('x'))",
    "case(true, 'yes', fromJSON('x'))", "'yes' || fromJSON('x')", "format('{0}', 'yes', github.x)",
    "contains(fromJSON('[]'), fromJSON('x')) || 'yes'",
  ])
  func `does not evaluate what does not matter`(text: String) throws {
    #expect(try value(text).text == "yes")
  }

  @Test func `refuses JSON that nests too deeply`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject([(name: "x", value: .string(deep))]))
    let node = try #require(try ExpressionParser.parse("fromJSON(x)"))
    #expect(throws: ExpressionError.self) { try evaluator.value(of: node) }
  }
}
