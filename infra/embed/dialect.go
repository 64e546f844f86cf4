package embed

import (
	"encoding/json"
	"errors"
)

// errAnswer says that an answer is not what was asked for; it holds nothing of the answer.
var errAnswer = errors.New("the answer is not one vector for each text")

// question is what a request asks.
type question struct {
	model      string
	texts      []string
	inputType  string
	dimensions int
}

// dialect is what a kind of server speaks.
type dialect interface {
	// most is how many texts one request may hold.
	most() int
	ask(q question) any
	// read returns the vectors in the order of the texts.
	read(answer []byte, texts int) ([][]float32, error)
}

// openAI is {model, input} → {data: [{index, embedding}]}.
type openAI struct{}

type openAIQuestion struct {
	Model      string   `json:"model"`
	Input      []string `json:"input"`
	InputType  string   `json:"input_type,omitempty"`
	Dimensions int      `json:"dimensions,omitempty"`
}

func (openAI) most() int { return MaxTexts }

func (openAI) ask(q question) any {
	return openAIQuestion{Model: q.model, Input: q.texts, InputType: q.inputType, Dimensions: q.dimensions}
}

func (openAI) read(answer []byte, texts int) ([][]float32, error) {
	var a struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if json.Unmarshal(answer, &a) != nil || len(a.Data) != texts {
		return nil, errAnswer
	}
	out := make([][]float32, texts)
	for i, d := range a.Data {
		if d.Index != nil {
			i = *d.Index
		}
		if i < 0 || i >= texts || out[i] != nil || len(d.Embedding) == 0 {
			return nil, errAnswer
		}
		out[i] = d.Embedding
	}
	return out, nil
}

// ollama is {model, input} → {embeddings}.
type ollama struct{}

type ollamaQuestion struct {
	Model      string   `json:"model"`
	Input      []string `json:"input"`
	Truncate   bool     `json:"truncate"`
	Dimensions int      `json:"dimensions,omitempty"`
}

func (ollama) most() int { return MaxTexts }

func (ollama) ask(q question) any {
	return ollamaQuestion{Model: q.model, Input: q.texts, Truncate: true, Dimensions: q.dimensions}
}

func (ollama) read(answer []byte, texts int) ([][]float32, error) {
	var a struct {
		Embeddings [][]float32 `json:"embeddings"`
	}
	if json.Unmarshal(answer, &a) != nil || len(a.Embeddings) != texts {
		return nil, errAnswer
	}
	return a.Embeddings, nil
}

// single is the older {model, prompt} → {embedding}, one text a request.
type single struct{}

type singleQuestion struct {
	Model  string `json:"model"`
	Prompt string `json:"prompt"`
}

func (single) most() int { return 1 }

func (single) ask(q question) any { return singleQuestion{Model: q.model, Prompt: q.texts[0]} }

func (single) read(answer []byte, _ int) ([][]float32, error) {
	var a struct {
		Embedding []float32 `json:"embedding"`
	}
	if json.Unmarshal(answer, &a) != nil {
		return nil, errAnswer
	}
	return [][]float32{a.Embedding}, nil
}
