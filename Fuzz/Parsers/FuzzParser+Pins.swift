import MoatModel
import MoatWorkflows

extension FuzzParser {
  /// What is read is written so that it reads the same.
  static func pinRecord(_ source: SourceText) {
    do throws(PinRecordError) {
      let text = try PinRecord(parsing: source).text
      let again = try PinRecord(parsing: SourceText(path: source.path, text: text))
      require(again.text == text)
    } catch {
      require(!error.message.isEmpty && error.span.upper <= error.source.bytes.count)
    }
  }
}
