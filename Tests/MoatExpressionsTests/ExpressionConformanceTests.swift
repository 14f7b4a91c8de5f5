import Foundation
import MoatExpressions
import MoatTestSupport
import Testing

/// GitHub's own cases for workflow expressions.
@Suite(.computes, .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct `Expression conformance` {
  /// One case: an expression over contexts, with its value or what is wrong with it.
  private struct Case {
    let name: String
    let text: String
    let contexts: ExpressionObject
    let result: ExpressionValue?
    let failure: (kind: String, text: String)?
  }

  @Test func `gives the value of every case`() throws {
    var values = 0
    for one in try cases() {
      guard let result = one.result, case .object(let wanted) = result else { continue }
      values += 1
      let value = try? evaluate(one)
      let found = value.flatMap(notation) ?? "nothing"
      #expect(found == notation(wanted["value"]), "\(one.name): \(one.text)")
    }
    #expect(values > 900)
  }

  @Test func `refuses what GitHub refuses, at the same place`() throws {
    var failures = 0
    for one in try cases() {
      guard let failure = one.failure else { continue }
      failures += 1
      do {
        let value = try evaluate(one)
        Issue.record("\(one.name): \(one.text) is \(value)")
      } catch let error as ExpressionError {
        #expect(matches(error, one, failure), "\(one.name): \(one.text): \(error) \(failure.text)")
        #expect(!error.message.isEmpty)
      }
    }
    #expect(failures > 70)
  }

  private func evaluate(_ one: Case) throws -> ExpressionValue {
    let names = Set(one.contexts.members.map { $0.name.lowercased() })
    guard let node = try ExpressionParser.parse(one.text, contexts: names) else { return .null }
    return try ExpressionEvaluator(contexts: one.contexts).value(of: node)
  }

  /// GitHub's words say which symbol is wrong and where, from 1.
  private func matches(
    _ error: ExpressionError, _ one: Case, _ failure: (kind: String, text: String)
  ) -> Bool {
    let text = String(decoding: Array(one.text.utf8)[error.span], as: UTF8.self)
    let before = String(decoding: Array(one.text.utf8)[..<error.span.lowerBound], as: UTF8.self)
    let place = "'\(text)'. Located at position \(before.utf16.count + 1) within"
    switch error.reason {
    case .unexpectedSymbol: return failure.text.hasPrefix("Unexpected symbol: \(place)")
    case .unexpectedEnd: return failure.text.hasPrefix("Unexpected end of expression: \(place)")
    case .unknownContext: return failure.text.hasPrefix("Unrecognized named-value: \(place)")
    case .unknownFunction(let name):
      return failure.text.hasPrefix("Unrecognized function: '\(name)'")
    case .tooFewArguments: return failure.text.hasPrefix("Too few parameters")
    case .tooManyArguments: return failure.text.hasPrefix("Too many parameters")
    case .evenArguments: return failure.text.hasPrefix("Even number of parameters")
    case .tooDeep: return failure.text == "Exceeded max expression depth 50"
    case .formatText(let text): return failure.text.hasSuffix("is invalid: \(text)")
    case .formatArgument(let text): return failure.text.hasSuffix("were supplied: \(text)")
    case .caseCondition: return failure.text.hasPrefix("case predicate")
    case .tooLarge: return failure.text.hasPrefix("The maximum allowed memory")
    default: return false
    }
  }

  // MARK: - Reading cases

  private func cases() throws -> [Case] {
    let folder = SharedData.folder.appendingPathComponent("actions-expressions")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.flatMap { file in
      let data = try Data(contentsOf: folder.appendingPathComponent(file))
      return try cases(in: String(decoding: data, as: UTF8.self), file)
    }
  }

  private func cases(in text: String, _ file: String) throws -> [Case] {
    let node = try #require(try ExpressionParser.parse("fromJSON(file)"))
    let contexts = ExpressionObject([(name: "file", value: .string(text))])
    guard case .object(let groups) = try ExpressionEvaluator(contexts: contexts).value(of: node)
    else { return [] }
    return groups.members.flatMap { group -> [Case] in
      guard case .array(let items) = group.value else { return [] }
      return items.elements.compactMap { item in
        guard case .object(let object) = item, case .string(let text) = object["expr"] else {
          return nil
        }
        let contexts: ExpressionObject? =
          if case .object(let contexts) = object["contexts"] { contexts } else { nil }
        let result: ExpressionValue? =
          if case .object(let result) = object["result"] { .object(result) } else { nil }
        var failure: (kind: String, text: String)?
        if case .object(let error) = object["err"] {
          failure = (error["kind"].text ?? "", error["value"].text ?? "")
        }
        return Case(
          name: "\(file) \(group.name)", text: text, contexts: contexts ?? ExpressionObject([]),
          result: result, failure: failure)
      }
    }
  }

  /// A value with its kind and all that is in it.
  private func notation(_ value: ExpressionValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): "\(value == 0 ? 0 : value)"
    case .string(let value): "'\(value)'"
    case .array(let array): "[\(array.elements.map(notation).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\($0.name): \(notation($0.value))" }.joined(separator: ", "))}"
    case .unknown: "unknown"
    }
  }
}
