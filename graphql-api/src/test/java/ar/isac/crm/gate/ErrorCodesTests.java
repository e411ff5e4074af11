package ar.isac.crm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Validation error (FieldUndefined@[viewer/nam]) : Field 'nam' in type 'Viewer' is undefined | Field 'nam' in type 'Viewer' is undefined
            Validation error (WrongType@[c]) : argument 'filter.status' with value 'EnumValue{name='SHUT'}' is not a valid 'ConversationStatus' - Literal value not in allowable values for enum 'ConversationStatus' - 'EnumValue{name='SHUT'}' | argument 'filter.status' with value 'SHUT' is not a valid 'ConversationStatus' - Literal value not in allowable values for enum 'ConversationStatus' - 'SHUT'
            Validation error (WrongType@[s]) : argument 'input.dueAt' with value 'IntValue{value=5}' is not a valid 'DateTime' | argument 'input.dueAt' with value '5' is not a valid 'DateTime'
            Validation error (WrongType@[s]) : argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='text', value=StringValue{value='x'}}]}' is missing required fields '[idempotencyKey]' | argument 'input' is missing required fields '[idempotencyKey]'
            Something else | Something else
            """)
    void theEnginesOwnNamesAreLeftOut(String engine, String words) {
        assertThat(ErrorCodes.words(engine)).isEqualTo(words);
    }
}
