/// One HTTP request, read whole.
package struct ReviewRequest: Hashable, Sendable {
  package let method: String
  /// As sent, without the query: nothing is decoded or resolved in it.
  package let path: String
  /// Decoded; every key once.
  package let query: [String: String]
  /// By their names in lower case; every name once.
  package let headers: [String: String]
  package let body: [UInt8]

  package init(
    method: String, path: String, query: [String: String] = [:], headers: [String: String] = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// A query value that is a number from 0.
  func number(_ key: String) -> Int? {
    guard let text = query[key], text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
